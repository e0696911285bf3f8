import { OWNER_WORDS } from '../../causes/owner.ts';
import { harmless } from '../../core/harmless.ts';
import type { Report } from '../../core/report.ts';
import type { Style } from '../../core/style.ts';
import { composeHandoff, handoffText } from '../handoff.ts';
import { hang } from '../wrap.ts';

/** The text to send to whoever can fix it: whole with -v, else a line that says how to get it. */
export function handoffLines(report: Report, style: Style): readonly string[] {
  const handoff = composeHandoff(report);
  if (handoff === null) return [];
  if (!style.verbose) {
    return [
      '',
      `${harmless(report.again ?? `bedrock-doctor ${report.command}`)} -v prints a text to send to ${OWNER_WORDS[handoff.to]}.`,
    ];
  }
  return ['', hang('', `To send to ${OWNER_WORDS[handoff.to]}:`, style.width), '', handoffText(handoff).trimEnd()];
}
