import { SIGNATURES } from '../errors/index.ts';
import { normalize } from '../errors/normalize.ts';
import { recognize } from '../errors/recognize.ts';
import { signsOf } from '../errors/service.ts';
import { wordsOf } from './names-in-text.ts';
import type { Redactor } from './redactor.ts';

/** So many words in a row that a known text of AWS has too are no accident. */
const RUN = 3;

/** Words of the samples that are names of the guide's, not AWS's. */
const GUIDE_NAMES: ReadonlySet<string> = new Set(['kiroween', 'poetryfunction', 'poetryfunctionrole']);

const PLACED = /<\d+ characters>/;
const WORDS = /<\d+ characters>|\S+/g;
const EXCEPTION = /^[\s"'([{]*(?:\w+\.)?(?:AccessDenied|[A-Z]\w+Exception)\b/;

/** A word as it is compared: ids and numbers are all the same, marks at its ends do not count. */
const plain = (word: string): string =>
  /arn:[a-z*]/.test(word)
    ? 'arn'
    : word
        .toLowerCase()
        .replace(/\d+/g, '#')
        .replace(/^[^a-z#<]+|[^a-z#>]+$/g, '');

interface Lexicon {
  readonly runs: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly exceptions: ReadonlySet<string>;
}
let built: Lexicon | null = null;
/** AWS's words, from the samples of every signature. Built when first needed. */
function lexicon(): Lexicon {
  if (built) return built;
  const [runs, words, exceptions] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { samples } of SIGNATURES) {
    for (const sample of samples) {
      const all = normalize(sample).match(WORDS) ?? [];
      const compared = all.map(plain);
      for (let at = 0; at + RUN <= compared.length; at += 1) runs.add(compared.slice(at, at + RUN).join(' '));
      for (const word of wordsOf(sample)) if (!GUIDE_NAMES.has(word)) words.add(word);
      for (const word of all) if (EXCEPTION.test(word)) exceptions.add(plain(word));
    }
  }
  built = { runs, words, exceptions };
  return built;
}

/** Every word that AWS's texts use, in lower case. */
export const awsWords = (): ReadonlySet<string> => lexicon().words;

/** What a reader of the line learns from it; equal before and after, or the line was spoilt. */
const meaning = (text: string): string => {
  const found = recognize(text);
  return JSON.stringify(
    found && [
      found.cause,
      found.waitMinutes,
      found.weight,
      found.action,
      found.principal !== null,
      found.resource !== null,
    ],
  );
};

/** Longer matches bridge what stands between two words of AWS, and that may be anything. */
const MOST_MATCHED = 160;

/** Where signatures see AWS's words in a normalized text: from, to. */
const matches = (text: string): readonly (readonly [number, number])[] =>
  SIGNATURES.flatMap(({ pattern }) =>
    [...text.matchAll(new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`))]
      .filter(([found]) => found.length <= MOST_MATCHED)
      .map((match): readonly [number, number] => [match.index, match.index + match[0].length]),
  );

interface Word {
  readonly text: string;
  readonly kept: boolean;
}

/** The words of a text, and whether AWS wrote them. */
function sorted(text: string): readonly Word[] {
  const { runs, exceptions } = lexicon();
  const words = [...text.matchAll(WORDS)];
  const compared = words.map(([word]) => plain(word));
  const kept = new Set<number>();
  for (let at = 0; at + RUN <= words.length; at += 1) {
    if (!runs.has(compared.slice(at, at + RUN).join(' '))) continue;
    for (let inside = at; inside < at + RUN; inside += 1) kept.add(inside);
  }
  const seen = matches(text);
  const signs = signsOf(text);
  return words.map((match, at) => {
    const [word] = match;
    const touched = seen.some(([from, to]) => match.index < to && match.index + word.length > from);
    const exception = EXCEPTION.test(word) && exceptions.has(compared[at] ?? '');
    // Where a service is named, the error is that service's.
    const sign = signs.some((one) => one.at >= match.index && one.at < match.index + word.length);
    return { text: word, kept: kept.has(at) || touched || exception || sign || PLACED.test(word) };
  });
}

/** Says that the call failed though not why; that much stays of a line whatever else is in it. */
const BARE = /\bAccessDeniedException\b/;
const measured = (text: string): string =>
  text === '' || /^<\d+ characters>$/.test(text) ? text : `<${text.length} characters>`;

/**
 * A text in which only AWS's words stay; what stands between them is measured. `before` is what stands before it in its
 * line and stays there: it may tell that Bedrock answered.
 */
export function onlyAwsWords(text: string, redactor: Redactor, before = ''): string {
  const all = sorted(normalize(text));
  const pieces: string[] = [];
  let run: string[] = [];
  const close = (kept: boolean): void => {
    const joined = run.join(' ');
    if (joined !== '') pieces.push(kept ? redactor.text(joined) : measured(joined));
    run = [];
  };
  for (const [at, word] of all.entries()) {
    const last = all[at - 1]?.kept ?? word.kept;
    if (last !== word.kept) close(last);
    run.push(word.text);
  }
  close(all.at(-1)?.kept ?? false);
  const says = meaning(`${before} ${text}`);
  const fits = (redacted: string): boolean => meaning(`${before} ${redacted}`) === says;
  if (all.some((word) => word.kept && !PLACED.test(word.text))) {
    const redacted = pieces.join(' ');
    if (fits(redacted)) return redacted;
  }
  const length = BARE.test(text) && !PLACED.test(text) ? `AccessDeniedException ${measured(text)}` : measured(text);
  if (fits(length)) return length;
  // The words between do matter to the signature: AWS's own sample says the same without the user's.
  const found = recognize(`${before} ${text}`);
  const sample = SIGNATURES.find(({ id }) => id === found?.signature)?.samples[0];
  return sample === undefined ? measured(text) : redactor.text(sample);
}
