import type { Host } from '../../core/host.ts';
import { hang } from '../../reporters/wrap.ts';

/** Columns of the names. */
const NAMES = 34;
/** Columns that the words need beside a name; where there are fewer they stand below. */
const BESIDE = 24;

/** Names with what they are: wrapped on a terminal, a line each for programs. */
export function listText(
  rows: readonly { readonly id: string; readonly title: string }[],
  { stdoutIsTerminal, columns }: Pick<Host, 'stdoutIsTerminal' | 'columns'>,
): string {
  const lines = rows.map(({ id, title }) => {
    const lead = `${id.padEnd(NAMES)} `;
    if (!stdoutIsTerminal) return `${lead}${title}`;
    return columns - lead.length < BESIDE ? `${id}\n${hang('    ', title, columns)}` : hang(lead, title, columns);
  });
  return lines.map((line) => `${line}\n`).join('');
}
