import type { CauseId } from '../core/cause.ts';
import { isDenial, type Meaning, meaningOf, meaningOfLogs } from './by-exception.ts';
import { type Failure, failuresIn } from './frames/failures.ts';
import { SIGNATURES } from './index.ts';
import { normalize } from './normalize.ts';
import { type Service, type Sign, serviceAt, signsOf } from './service.ts';
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
  /** Where it stands in the normalized text. */
  readonly at: number;
  /** How much of that text is AWS's words. */
  readonly length: number;
  /** Whether only the exception or the status decides: its words are new. */
  readonly byException?: true;
}

/** An error whose words nobody has listed, and whose exception does not say what it is. */
export interface Unlisted {
  /** Whose error it is: Bedrock's, that of a service the diagnosis and the fix need, any other's; null where nothing tells. */
  readonly of: Service | null;
  /** Whether AWS denied the call. */
  readonly denial: boolean;
  /** In AWS's spelling: `AccessDeniedException`; null where only the status is known. */
  readonly exception: string | null;
  /** HTTP status. */
  readonly status: number | null;
  readonly operation: string | null;
  /** Its words, on one line. They are foreign text. */
  readonly quote: string;
}

/** All that a text says of errors. */
export interface Reading {
  /** Errors whose cause is told, in order of place; of one message only what says most. */
  readonly found: readonly Recognition[];
  /** Errors whose cause neither words nor exception tell, in order of place. */
  readonly unlisted: readonly Unlisted[];
}
const NOTHING: Reading = { found: [], unlisted: [] };

/** What stands further from a denial is another matter. */
const AROUND = 2_000;
/** Longer than any message AWS is known to send. */
const MOST_QUOTED = 2_000;
/** The frame of a Marketplace refusal and the reason in it stand no further apart. */
const FRAME_REACHES = 900;

/** A page that lists errors, as AWS's own does: what it quotes happened to nobody. */
const REFERENCE = /HTTP Status Code:? ?\d{3}[\s\S]{0,600}?\b(?:Cause|Solution|Ursache|Causa): /i;

/** How much of a text is known words: less where a word of a message was cut in two, or two were run into one. */
const reach = (all: readonly Recognition[]): number =>
  all.reduce((sum, { length, yields, byException }) => sum + ((yields ?? byException) ? 0 : length), 0);

/** Whether words tell the cause, and not the exception alone. */
export const isKnown = ({ byException }: Recognition): boolean => byException === undefined;

/** Everything a text says of errors. Never throws. */
export function readErrors(text: string): Reading {
  const plain = normalize(text);
  if (REFERENCE.test(plain)) return NOTHING;
  const read = inPlain(plain);
  if (!/\n\s*\S/.test(text)) return read;
  // A terminal cuts long lines in the middle of a word: of a denial's ARN, or of the layer that denies.
  const joined = inPlain(normalize(text, joinFull));
  if (reach(joined.found) > reach(read.found)) return joined;
  if (read.found.some(isKnown)) return read;
  const all = inPlain(normalize(text, joinAll));
  return all.found.some(isKnown) || (read.found.length === 0 && all.found.length > 0) ? all : read;
}

/** Every known text in it, in order of place; of one message only what says most. */
export const recognizeAll = (text: string): readonly Recognition[] => readErrors(text).found;

/** The same for a piece of a stream, whose lines are whole. */
export function readLine(text: string): Reading {
  const plain = normalize(text);
  return REFERENCE.test(plain) ? NOTHING : inPlain(plain);
}

/** The one error that a text shows, and the last of those whose words are new. */
export interface Told {
  readonly recognition: Recognition | null;
  /** Where `recognition` is null: the error that nobody has listed; `of` says whose it is. */
  readonly unlisted: Unlisted | null;
}

/**
 * What a text shows: the one reading of log events, answers and pasted texts. An error of Bedrock's in `unlisted` is an
 * error all the same: a caller that finds one has not seen a healthy application (contract, section 3). Never throws.
 */
export function readError(text: string): Told {
  const { found, unlisted } = readErrors(text);
  const recognition = decisive(found);
  return { recognition, unlisted: recognition === null ? (unlisted.at(-1) ?? null) : null };
}

/** The text that decides: firm ones before those that yield, and of them the last (contract, section 3). */
export const recognize = (text: string): Recognition | null => decisive(recognizeAll(text));

/** Of several recognitions the one that decides; null when there are none. */
export const decisive = (all: readonly Recognition[]): Recognition | null =>
  all.findLast(({ weight }) => weight === 'firm') ?? all.at(-1) ?? null;

function inPlain(plain: string): Reading {
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
        const cause =
          typeof signature.cause === 'function'
            ? signature.cause(groups, () => plain.slice(Math.max(0, match.index - AROUND), match.index + AROUND))
            : signature.cause;
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
  const known = all.filter(
    ({ yields, signature }, index) =>
      yields === undefined ||
      !hasNear(
        all,
        index,
        (other) => other.signature !== signature && (yields === 'to any' || other.weight === 'firm'),
      ),
  );
  const failures = failuresIn(plain, lower);
  if (failures.length === 0) return { found: known, unlisted: known.length > 0 ? [] : bareDenial(plain) };
  signs ??= signsOf(plain);
  return withFailures(plain, known, unexplained(plain, failures, known), signs);
}

/** The name of a denial without anything around it that makes an error of it: still no silence. */
function bareDenial(plain: string): readonly Unlisted[] {
  const at = plain.search(/\bAccessDenied(?:Exception)?\b/);
  if (at < 0) return [];
  const quote = sentenceAround(plain, at, 'AccessDenied'.length);
  return [{ of: null, denial: true, exception: 'AccessDeniedException', status: null, operation: null, quote }];
}

/** Whether one that fits stands close to the one at an index, in a list that is in order of place. */
function hasNear(all: readonly Recognition[], index: number, fits: (other: Recognition) => boolean): boolean {
  const at = all[index]?.at ?? 0;
  for (const step of [-1, 1]) {
    for (let other = all[index + step], place = index + step; other !== undefined; place += step, other = all[place]) {
      if (Math.abs(other.at - at) >= FRAME_REACHES) break;
      if (fits(other)) return true;
    }
  }
  return false;
}

/** The index of the first of a sorted list whose place is greater. */
function firstBehind(sorted: readonly { readonly at: number }[], place: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What stands between the frame of an error and another error that is its message. */
const HANDS_ON = /^(?: \([^()]{0,60}\))?(?: operation)?: ?["'({[]{0,3}(?:An )?$/;

/** The failures whose words are new: no known text belongs to them. */
function unexplained(plain: string, failures: readonly Failure[], known: readonly Recognition[]): readonly Failure[] {
  const explained = new Set<Failure>();
  for (const { at, length } of known) {
    const end = at + length;
    const behind = firstBehind(failures, end);
    const [owner, next] = [failures[behind - 1], failures[behind]];
    const owned = owner !== undefined && at - owner.end < FRAME_REACHES;
    if (owned) explained.add(owner);
    if (next === undefined || next.at - end > FRAME_REACHES) continue;
    // {"message": "…", "code": "…"}: the name stands behind the words; so does a bracket at the end of a sentence.
    if (!owned || (next.trails && !plain.slice(end, next.at).includes('}'))) explained.add(next);
  }
  for (const [index, outer] of failures.entries()) {
    const inner = failures[index + 1];
    if (inner !== undefined && inner.at - outer.end < 100 && HANDS_ON.test(plain.slice(outer.end, inner.at)))
      explained.add(outer);
  }
  return failures.filter((one) => !explained.has(one) && (one.exception !== null || !isFrame(one, known)));
}

/** Whether a status alone is only the frame of something near it that says more. */
function isFrame({ at, end }: Failure, known: readonly Recognition[]): boolean {
  const behind = firstBehind(known, end);
  const [before, next] = [known[behind - 1], known[behind]];
  return (
    (before !== undefined && at - (before.at + before.length) < FRAME_REACHES) ||
    (next !== undefined && next.at - end < FRAME_REACHES)
  );
}

/** What the exceptions say of failures whose words are new. */
function withFailures(
  plain: string,
  known: readonly Recognition[],
  failures: readonly Failure[],
  signs: readonly Sign[],
): Reading {
  const unlisted: Unlisted[] = [];
  const found = failures.flatMap((failure): readonly Recognition[] => {
    const length = failure.end - failure.at;
    const service = serviceAt(signs, failure.at, length);
    const meaning: Meaning | null = service === 'bedrock' ? meaningOf(failure) : meaningOfLogs(failure);
    const quote = sentenceAround(plain, failure.at, length);
    if (meaning === null) {
      const { exception, status, operation } = failure;
      const denial = isDenial(failure);
      if (denial || (service === 'bedrock' && exception !== null))
        unlisted.push({ of: service, denial, exception, status, operation, quote });
      return [];
    }
    return [
      {
        ...meaning,
        byException: true,
        signature: failure.exception ?? `HTTP ${failure.status}`,
        quote,
        waitMinutes: waitOf(quote),
        action: null,
        resource: null,
        principal: null,
        model: null,
        at: failure.at,
        length,
      },
    ];
  });
  return { found: [...known, ...found].sort((a, b) => a.at - b.at), unlisted };
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
