import type { CauseId } from '../core/cause.ts';
import { SIGNATURES } from './index.ts';
import { normalise } from './normalise.ts';
import { type Sign, serviceAt, signsOf } from './service.ts';
import type { Signature, Weight } from './signature.ts';
import { joinAll, joinFull } from './unwrap.ts';

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
  readonly weight: Weight;
  /** See `Signature.yields`. */
  readonly yields?: NonNullable<Signature['yields']>;
  /** Where it stands in the normalised text. */
  readonly at: number;
  /** How much of that text is AWS's words. */
  readonly length: number;
}

/** Longer than any message AWS is known to send. */
const MOST_QUOTED = 2_000;
/** The frame of a Marketplace refusal and the reason in it stand no further apart. */
const FRAME_REACHES = 900;

/** A page that lists errors, as AWS's own does: what it quotes happened to nobody. */
const REFERENCE = /HTTP Status Code:? ?\d{3}[\s\S]{0,600}?\b(?:Cause|Solution|Ursache|Causa): /i;

/** How much of a text is known words: less where a word of a message was cut in two, or two were run into one. */
const reach = (all: readonly Recognition[]): number =>
  all.reduce((sum, { length, yields }) => sum + (yields === undefined ? length : 0), 0);

/** Every known text in it, in order of place; of one message only what says most. */
export function recogniseAll(text: string): readonly Recognition[] {
  const found = inPlain(normalise(text));
  if (!/\n\s*\S/.test(text)) return found;
  // A terminal cuts long lines in the middle of a word: of a denial's ARN, or of the layer that denies.
  const joined = inPlain(normalise(text, joinFull));
  if (reach(joined) > reach(found)) return joined;
  return found.length > 0 ? found : inPlain(normalise(text, joinAll));
}

/** The same for a piece of a stream, whose lines are whole. */
export const recogniseLine = (text: string): readonly Recognition[] => inPlain(normalise(text));

/** The text that decides: firm ones before those that yield, and of them the last (contract, section 3). */
export const recognise = (text: string): Recognition | null => decisive(recogniseAll(text));

/** Of several recognitions the one that decides; null when there are none. */
export const decisive = (all: readonly Recognition[]): Recognition | null =>
  all.findLast(({ weight }) => weight === 'firm') ?? all.at(-1) ?? null;

function inPlain(plain: string): readonly Recognition[] {
  if (REFERENCE.test(plain)) return [];
  let signs: readonly Sign[] | null = null;
  const fits = ({ surroundings }: Signature, at: number, length: number): boolean => {
    if (surroundings === 'none') return true;
    signs ??= signsOf(plain);
    const service = serviceAt(signs, at, length);
    return surroundings === 'bedrock' ? service === 'bedrock' : service !== 'other';
  };
  const lower = plain.toLowerCase();
  const near = SIGNATURES.filter(({ needles }) => needles.some((needle) => lower.includes(needle)));
  const all = near
    .flatMap((signature) =>
      [...plain.matchAll(signature.pattern)].flatMap((match): readonly Recognition[] => {
        const groups = match.groups ?? {};
        const cause = typeof signature.cause === 'function' ? signature.cause(groups) : signature.cause;
        if (cause === null || !fits(signature, match.index, match[0].length)) return [];
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
            weight: signature.weight,
            ...(signature.yields === undefined ? {} : { yields: signature.yields }),
            at: match.index,
            length: match[0].length,
          },
        ];
      }),
    )
    .sort((a, b) => a.at - b.at);
  return all.filter(
    ({ yields, at, signature }) =>
      yields === undefined ||
      !all.some(
        (other) =>
          other.signature !== signature &&
          (yields === 'to any' || other.weight === 'firm') &&
          Math.abs(other.at - at) < FRAME_REACHES,
      ),
  );
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
  const rest = plain.slice(at + length, at + length + MOST_QUOTED);
  const closing = rest.search(/"|\s(?:START|END|REPORT) RequestId|\sat \S+ \(|\s\[Poetry\]|\s\d{4}-\d\d-\d\d[T ]\d\d:/);
  const end = at + length + (closing < 0 ? rest.length : closing);
  return plain
    .slice(Math.max(0, Math.min(start, at)), end)
    .trim()
    .slice(0, MOST_QUOTED);
}

const waitOf = (quote: string): number | null => {
  const minutes = /try again (?:after|in) (\d+) minutes?/i.exec(quote)?.[1];
  return minutes === undefined ? null : Number(minutes);
};
