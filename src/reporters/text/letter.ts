import { OWNER_WORDS } from '../../causes/owner.ts';
import { harmless } from '../../core/harmless.ts';
import type { Report, Style } from '../../core/report.ts';
import { letterOf, letterText } from '../letter.ts';
import { hang } from '../wrap.ts';

/** The text to send to whoever can cure it: whole with -v, else a line that says how to get it. */
export function letterLines(report: Report, style: Style): readonly string[] {
  const letter = letterOf(report);
  if (letter === null) return [];
  if (!style.verbose) {
    return ['', `${harmless(report.again ?? `bedrock-doctor ${report.command}`)} -v prints a text to send to them.`];
  }
  return ['', hang('', `To send to ${OWNER_WORDS[letter.to]}:`, style.width), '', letterText(letter).trimEnd()];
}
