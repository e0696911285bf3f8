/** Longer than any message AWS is known to send. */
const MOST_QUOTED = 2_000;

/** What stands right before a message: a quotation mark, an exception's name, the end of another sentence. */
const OPENINGS = [
  '"',
  'Exception: ',
  'Error: ',
  'operation: ',
  '. ',
  'ERROR ',
  'NoSuchEntity: ',
  '<Message>',
  '<message>',
];
const endOfLast = (text: string, opening: string): number => {
  const at = text.lastIndexOf(opening);
  return at < 0 ? 0 : at + opening.length;
};

/** The message a match stands in: from a quote or the start of a sentence to the closing quote or a long way on. */
export function sentenceAround(plain: string, at: number, length: number): string {
  const before = plain.slice(Math.max(0, at - 200), at);
  const start = at - before.length + Math.max(0, ...OPENINGS.map((opening) => endOfLast(before, opening)));
  const rest = plain.slice(at + length, at + length + MOST_QUOTED);
  const closing = rest.search(
    /"|<\/[Mm]essage>|\s(?:START|END|REPORT) RequestId|\sat \S+ \(|\s\[Poetry\]|\s\d{4}-\d\d-\d\d[T ]\d\d:/,
  );
  const end = at + length + (closing < 0 ? rest.length : closing);
  return plain
    .slice(Math.max(0, Math.min(start, at)), end)
    .trim()
    .slice(0, MOST_QUOTED);
}

/**
 * The N of AWS's "try again after N minutes", or "in N minutes"; null where a message names none. AWS begins a sentence with
 * it, or says for whom it holds: "If you recently fixed this issue, try again …"; what else is busy says so before a comma.
 */
export const waitOf = (quote: string): number | null => {
  const minutes = /(?:\bif you [^.!?]{0,80}|[.!?;] ?|^|\bplease |\band )try again (?:after|in) (\d+) minutes?/i.exec(
    quote,
  )?.[1];
  return minutes === undefined ? null : Number(minutes);
};
