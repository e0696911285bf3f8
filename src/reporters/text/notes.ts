import { harmless } from '../../core/harmless.ts';
import type { Report } from '../../core/report.ts';
import type { Style } from '../../core/style.ts';
import { hang } from '../wrap.ts';

/** A command to paste at the end of a sentence. */
const COMMAND = /: bedrock-doctor \S+ .*$/;

/** What there is to say beside; a command that is broken over lines cannot be copied, and stays on one. */
export const noteLines = ({ notes }: Report, { width }: Style): readonly string[] =>
  notes.map((note) => {
    if (note.startsWith('$ ')) return `  ${harmless(note)}`;
    // A text to paste is pasted as it stands.
    if (note.includes('\n'))
      return note
        .split('\n')
        .map((line) => `    ${harmless(line)}`.trimEnd())
        .join('\n');
    return COMMAND.test(note) ? harmless(note) : hang('', harmless(note), width);
  });

/** A line that GitHub's runner takes for an order: https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands */
const ORDER = /^(\s*):(?=:)/gm;

/** Lines as they are printed: nothing empty in front, one empty line between parts, an end of line behind, and nothing foreign that orders the runner about. */
export function printed(lines: readonly string[], { inActions }: Style): string {
  const text = `${lines
    .join('\n')
    .replace(/^\n+/, '')
    .replace(/\n{3,}/g, '\n\n')}\n`;
  return inActions === true ? text.replace(ORDER, '$1: ') : text;
}
