import { widthOf, wrap } from '../../src/reporters/wrap.ts';

/** How wide the documents are, as the others in docs. */
const WIDTH = 120;

/** Stands in every document that is made, so that nobody edits it. */
export const GENERATED = '<!-- Made by `npm run docs` from the code. Edit that, not this. -->';

/** What Markdown would read as markup. */
const escaped = (text: string): string => text.replace(/([*_<>])/g, '\\$1');

/** A paragraph of plain text. */
export const para = (text: string): string => wrap(escaped(text), WIDTH).join('\n');

/** An item of a list; `lead` is its bullet or number. */
export const item = (lead: string, text: string): string =>
  wrap(escaped(text), WIDTH - lead.length)
    .map((line, at) => (at === 0 ? `${lead}${line}` : `${' '.repeat(lead.length)}${line}`))
    .join('\n');

/** A Markdown table with its columns in line. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [head, widths.map((width) => '-'.repeat(width)), ...rest].map(line).join('\n');
}
