import { harmless } from '../../core/harmless.ts';
import type { Report, Style } from '../../core/report.ts';
import { hang } from '../wrap.ts';

/** What there is to say beside; a command that is broken over lines cannot be copied, and stays on one. */
export const noteLines = ({ notes }: Report, { width }: Style): readonly string[] =>
  notes.map((note) => (note.startsWith('$ ') ? `  ${harmless(note)}` : hang('', harmless(note), width)));

/** Lines as they are printed: nothing empty in front, an end of line behind. */
export const printed = (lines: readonly string[]): string => `${lines.join('\n').replace(/^\n+/, '')}\n`;
