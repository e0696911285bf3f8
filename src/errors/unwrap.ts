/** Terminals are no narrower; and a longer line than the widest was not cut by one. */
const NARROWEST = 58;
const WIDEST = 400;

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Every line goes on in the next, without a space. */
export const joinAll = (text: string): string => text.replace(/\r?\n[ \t]*/g, '');

/** Lines as wide as the widest were cut, maybe in the middle of a word, and go on without a space; the others ended. */
export function joinFull(text: string): string {
  const lines = text.split(/\r?\n/);
  const widest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  if (widest < NARROWEST || widest > WIDEST) return text;
  let last = '';
  return lines.reduce((joined, line, index) => {
    const cut = last.length === widest;
    // A program that indents what it wraps indents every line alike; a space that is fewer than that is the text's own.
    const rest = cut && indentOf(line) >= indentOf(last) ? line.slice(indentOf(last)) : line;
    last = line;
    return index === 0 ? line : `${joined}${cut ? '' : '\n'}${rest}`;
  }, '');
}
