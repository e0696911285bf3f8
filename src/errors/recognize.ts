import { isDenial, type Meaning, meaningElsewhere, meaningOf } from './by-exception.ts';
import { candidatesIn } from './candidates.ts';
import { cutIn } from './cut.ts';
import { type Failure, failuresIn } from './frames/failures.ts';
import { withoutListing } from './listing.ts';
import { normalize } from './normalize.ts';
import { sentenceAround, waitOf } from './quote.ts';
import { decisive, isKnown, type Reading, type Recognition, type Told, type Unlisted } from './recognition.ts';
import { type Sign, serviceAt, signsOf } from './service.ts';
import { ownerOf, unexplained } from './unexplained.ts';
import { joinAll, joinFull } from './unwrap.ts';
import { wordsIn } from './words.ts';

/** What an error that names nobody and nothing has instead. */
const NAMELESS = { action: null, resource: null, principal: null, model: null } as const;
const NOTHING: Reading = { found: [], unlisted: [], nothing: true };
const SILENT: Reading = { found: [], unlisted: [] };

/** A page that lists errors, as AWS's own does: what it quotes happened to nobody. */
const REFERENCE =
  /HTTP Status Code:? ?\d{3}[\s\S]{0,600}?\b(?:Cause|Solution|Ursache|Causa): |\b[A-Z]\w{4,60}Exception (?:The|Your|You|An?|This|There) [^:]{10,400}\. HTTP Status Code: ?\d{3}\b|\bFor troubleshooting this error, see\b|\bfails to satisfy the constraints specified by (?:Amazon Bedrock|an AWS service)/i;

/** How much of a text is known words: less where a word of a message was cut in two, or two were run into one. */
const reach = (all: readonly Recognition[]): number =>
  all.reduce((sum, { length, yields, byException }) => sum + ((yields ?? byException) ? 0 : length), 0);

/** Everything a text says of errors. Never throws. */
export function readErrors(all: string): Reading {
  const text = withoutListing(all);
  const plain = normalize(text);
  if (REFERENCE.test(plain)) return SILENT;
  const read = inPlain(plain);
  if (!text.trimEnd().includes('\n')) return read;
  // A terminal cuts long lines in the middle of a word: of a denial's ARN, or of the layer that denies.
  const joined = inPlain(normalize(text, joinFull));
  if (reach(joined.found) > reach(read.found)) return joined;
  if (read.found.some(isKnown)) return read;
  const whole = inPlain(normalize(text, joinAll));
  return whole.found.some(isKnown) || (read.found.length === 0 && whole.found.length > 0) ? whole : read;
}

/** Every known text in it, in order of place; of one message only what says most. */
export const recognizeAll = (text: string): readonly Recognition[] => readErrors(text).found;

/** The same for a piece of a stream, whose lines are whole. */
export function readLine(text: string): Reading {
  const plain = normalize(withoutListing(text));
  return REFERENCE.test(plain) ? SILENT : inPlain(plain);
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

/** What a normalized text says: known words, then the exceptions of errors whose words are new. */
function inPlain(plain: string): Reading {
  let made: readonly Sign[] | null = null;
  const signs = (): readonly Sign[] => {
    made ??= signsOf(plain);
    return made;
  };
  const { signatures, forms } = candidatesIn(plain);
  const failures = failuresIn(plain, forms);
  if (failures.length === 0 && signatures.length === 0 && forms.every(({ onOneLine }) => onOneLine === true))
    return NOTHING;
  const known = wordsIn(plain, signatures, failures, signs).map((one) =>
    one.yields === 'to any' ? specified(one, failures) : one,
  );
  const told = known.length > 0 ? known : cutOff(plain, signs);
  if (failures.length === 0) return { found: told, unlisted: told.length > 0 ? [] : bareDenial(plain) };
  return withFailures(plain, told, unexplained(plain, failures, told), signs);
}

/** The one sentence of AWS's that a text breaks off in. */
function cutOff(plain: string, signs: () => readonly Sign[]): readonly Recognition[] {
  const cut = cutIn(plain);
  if (cut === null || serviceAt(signs(), cut.at, cut.length) === 'other') return [];
  const quote = sentenceAround(plain, cut.at, cut.length);
  const weight = cut.cause === 'throttled' ? 'transient' : 'firm';
  return [{ ...cut, weight, signature: 'cut-off', quote, waitMinutes: null, ...NAMELESS }];
}

/** Words that are said of several transient errors: the exception or the status in their frame tells which it is. */
function specified(one: Recognition, failures: readonly Failure[]): Recognition {
  const owner = ownerOf(failures, one);
  const meaning = owner === null ? null : meaningOf(owner);
  return meaning?.weight === 'transient' && one.weight === 'transient' ? { ...one, cause: meaning.cause } : one;
}

/** The name of a denial without anything around it that makes an error of it: still no silence. */
function bareDenial(plain: string): readonly Unlisted[] {
  const at = plain.search(/\bAccessDenied(?:Exception)?\b/);
  if (at < 0) return [];
  const quote = sentenceAround(plain, at, 'AccessDenied'.length);
  return [{ of: null, denial: true, exception: 'AccessDeniedException', status: null, operation: null, quote }];
}

/** What the exceptions say of failures whose words are new. */
function withFailures(
  plain: string,
  known: readonly Recognition[],
  failures: readonly Failure[],
  signs: () => readonly Sign[],
): Reading {
  const unlisted: Unlisted[] = [];
  const found = failures.flatMap((failure): readonly Recognition[] => {
    const length = failure.end - failure.at;
    const service = serviceAt(signs(), failure.at, length);
    const meaning: Meaning | null = service === 'bedrock' ? meaningOf(failure) : meaningElsewhere(failure);
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
        ...NAMELESS,
        at: failure.at,
        length,
      },
    ];
  });
  return { found: [...known, ...found].sort((a, b) => a.at - b.at), unlisted };
}
