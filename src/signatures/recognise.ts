import type { CauseId } from '../core/cause.ts';
import { ACCOUNT } from './account.ts';
import { CAPACITY } from './capacity.ts';
import { DENIED } from './denied.ts';
import { MARKETPLACE } from './marketplace.ts';
import { MODEL } from './model.ts';
import { normalise } from './normalise.ts';
import { OTHER } from './other.ts';
import type { Signature } from './signature.ts';

/** Every text that is known. */
export const SIGNATURES: readonly Signature[] = [
  ...MARKETPLACE,
  ...ACCOUNT,
  ...DENIED,
  ...MODEL,
  ...CAPACITY,
  ...OTHER,
];

/** One of AWS's texts, found in another. */
export interface Recognition {
  readonly cause: CauseId;
  readonly signature: string;
  /** AWS's words, on one line. */
  readonly quote: string;
  /** The N of "try again after N minutes" or "in N minutes". */
  readonly waitMinutes: number | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** ARN of the caller that was denied. */
  readonly principal: string | null;
  readonly model: string | null;
  readonly transient: boolean;
  /** Where it stands in the normalised text. */
  readonly at: number;
}

/** Longer than any message AWS is known to send. */
const MOST_QUOTED = 2_000;

/** Every known text in it, in order of place. */
export function recogniseAll(text: string): readonly Recognition[] {
  const plain = normalise(text);
  return SIGNATURES.flatMap((signature) =>
    [...plain.matchAll(signature.pattern)].flatMap((match): readonly Recognition[] => {
      const groups = match.groups ?? {};
      const cause = typeof signature.cause === 'function' ? signature.cause(groups) : signature.cause;
      if (cause === null) return [];
      const quote = sentenceAround(plain, match.index, match[0].length);
      const resource = groups['resource'] ?? null;
      return [
        {
          cause,
          signature: signature.id,
          quote,
          waitMinutes: waitOf(quote),
          action: groups['action'] ?? null,
          resource,
          principal: groups['principal'] ?? null,
          model:
            groups['model'] ??
            (resource !== null && /:(foundation-model|inference-profile)\//.test(resource) ? resource : null),
          transient: signature.transient,
          at: match.index,
        },
      ];
    }),
  ).sort((a, b) => a.at - b.at);
}

/** The text that decides: a transient one yields to any other; of the rest the last (contract, section 3). */
export function recognise(text: string): Recognition | null {
  const all = recogniseAll(text);
  return all.filter(({ transient }) => !transient).at(-1) ?? all.at(-1) ?? null;
}

/** What stands right before a message: a quotation mark, an exception's name, the end of another sentence. */
const OPENINGS = ['"', 'Exception: ', 'Error: ', 'operation: ', '. ', 'ERROR ', 'NoSuchEntity: '];
const endOfLast = (text: string, opening: string): number => {
  const at = text.lastIndexOf(opening);
  return at < 0 ? 0 : at + opening.length;
};

/** The message a match stands in: from a quote or the start of a sentence to the closing quote or a long way on. */
function sentenceAround(plain: string, at: number, length: number): string {
  const before = plain.slice(Math.max(0, at - 200), at);
  const start = at - before.length + Math.max(0, ...OPENINGS.map((opening) => endOfLast(before, opening)));
  const rest = plain.slice(at + length);
  const closing = rest.search(/"|\s(?:START|END|REPORT) RequestId|\sat \S+ \(|\s\[Poetry\]/);
  const end = at + length + (closing < 0 ? Math.min(rest.length, MOST_QUOTED) : closing);
  return plain
    .slice(Math.max(0, Math.min(start, at)), end)
    .trim()
    .slice(0, MOST_QUOTED);
}

const waitOf = (quote: string): number | null => {
  const minutes = /try again (?:after|in) (\d+) minutes?/i.exec(quote)?.[1];
  return minutes === undefined ? null : Number(minutes);
};
