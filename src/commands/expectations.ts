import type { Expectations } from '../core/accept.ts';
import type { Source } from '../core/target.ts';
import { parseAccepted } from '../options/accepted.ts';
import type { Session } from './session.ts';

/** Nothing but the checks' own severities. */
const NONE: Expectations = { accepted: [], aliveForMs: null };

const whereIs = (source: Source): string =>
  source.from === 'file' ? `${source.path}, line ${source.line}` : 'the config file';

/** What a preflight expects, from its flags and the config file; other commands take the checks as they are. Throws a `UsageError`. */
export function expectationsOf({ command, options }: Session): Expectations {
  if (command !== 'preflight') return NONE;
  const given = options.config('accept');
  return {
    accepted: given === null ? [] : parseAccepted(given.value, `"accept" in ${whereIs(given.source)}`),
    aliveForMs: options.duration('maxAgeToEol')?.value ?? null,
  };
}
