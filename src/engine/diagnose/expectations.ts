import { CAUSE_IDS } from '../../causes/catalogue.ts';
import { CHECKS } from '../../checks/index.ts';
import type { Accepted, Expectations } from '../../core/accept.ts';
import { parseAccepted } from '../../options/accepted.ts';
import type { Given } from '../../options/layer.ts';
import type { Session } from '../session/session.ts';

/** Nothing but the checks' own severities. */
const NONE: Expectations = { accepted: [], aliveForMs: null };

/** Every cause, and every code of a finding: the check's id and the name of the message. */
const ids = (): readonly string[] => [
  ...CAUSE_IDS,
  ...CHECKS.flatMap((check) => Object.keys(check.messages).map((message) => `${check.id}/${message}`)),
];

const acceptedOf = ({ value, source, itemLines = [] }: Given): readonly Accepted[] =>
  parseAccepted(value, {
    file: source.from === 'file' ? source.path : 'the config file',
    line: source.from === 'file' ? source.line : 1,
    itemLines,
    ids: ids(),
  });

/** What a preflight expects, from its flags and the config file; other commands take the checks as they are. Throws a `UsageError`. */
export function expectationsOf({ command, options }: Session): Expectations {
  if (command !== 'preflight') return NONE;
  const given = options.config('accept');
  return {
    accepted: given === null ? [] : acceptedOf(given),
    aliveForMs: options.duration('maxAgeToEol')?.value ?? null,
  };
}
