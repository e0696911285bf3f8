/**
 * C0 and C1 controls, line and paragraph separators, the characters that turn the direction of writing (UAX #9), and the
 * two that no XML may hold (https://www.w3.org/TR/xml/#charsets).
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const HARMFUL = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const LOOKS_HARMFUL = new RegExp(HARMFUL.source);

const asWritten = (letter: string): string => {
  const code = letter.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
};

/** Foreign text that may be printed: nothing in it can move the cursor, set the title or begin a line of ours. */
export const harmless = (text: string): string =>
  text.replace(/\r?\n/g, ' ').replace(/\t/g, ' ').replace(HARMFUL, asWritten);

/** A color, in which a terminal's own letters are: https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR) */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const COLORS = /(\x1b\[[\d;]*m)/;

/**
 * What leaves for a terminal or a file, whoever wrote it: nothing in it can move the cursor, set the title or turn the
 * direction of writing. Line ends and tabs stay; `colors`: ours do, too.
 */
export const visible = (text: string, colors = false): string => {
  if (!LOOKS_HARMFUL.test(text)) return text;
  const plain = (piece: string): string => piece.replace(/\r\n/g, '\n').replace(HARMFUL, asWritten);
  return colors
    ? text
        .split(COLORS)
        .map((piece, at) => (at % 2 === 1 ? piece : plain(piece)))
        .join('')
    : plain(text);
};

/** JSON text of the same value in which no such character is written as itself. */
export const escaped = (json: string): string =>
  json.replace(HARMFUL, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
