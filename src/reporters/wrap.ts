import stringWidth from 'fast-string-width';

/** ASCII without controls takes one column a letter: no table has to be asked. */
const PLAIN = /^[ -~]*$/;

/** Columns a text takes: Korean letters take two. */
export const widthOf = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text));

/** Breaks a text at spaces into lines of at most `width` columns; a longer word is broken where it must be. */
export function wrap(text: string, width: number): readonly string[] {
  const room = Math.max(10, width);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const letter of word) {
      if (widthOf(line + letter) > room) {
        lines.push(line);
        line = '';
      }
      line += letter;
    }
  }
  return [...lines, line];
}

/** The first line after `lead`, the others below its text. */
export const hang = (lead: string, text: string, width: number): string =>
  wrap(text, width - widthOf(lead))
    .map((line, index) => (index === 0 ? `${lead}${line}` : `${' '.repeat(widthOf(lead))}${line}`))
    .join('\n');

/** What is behind a text that goes on. */
const GOES_ON = ' … (cut)';

/** A text of at most `most` characters, cut behind a whole word where it is longer, and said so. Pure. */
export function cutAtWord(text: string, most: number): string {
  const whole = text.trim();
  if (whole.length <= most) return whole;
  const head = whole.slice(0, Math.max(1, most - GOES_ON.length) + 1);
  const space = head.search(/\s\S*$/);
  // A word longer than all the room, such as base64, is cut where the room ends.
  const kept = space > 0 ? head.slice(0, space) : head.slice(0, -1);
  return `${kept.replace(/[\ud800-\udbff]$/, '').trimEnd()}${GOES_ON}`;
}
