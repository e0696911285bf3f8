import { harmless } from '../core/harmless.ts';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/style.ts';
import { type Brush, brushOf } from './text/brush.ts';
import { cellLines } from './text/cells.ts';
import { chain } from './text/chain.ts';
import { explanationLines } from './text/explanation.ts';
import { handoffLines } from './text/handoff.ts';
import { header } from './text/header.ts';
import { noteLines, printed } from './text/notes.ts';
import { remedies } from './text/remedies.ts';
import { rootCause } from './text/root-cause.ts';
import { verificationLines } from './text/verification.ts';
import { rootTitle } from './title.ts';
import { acceptedIn, verdictLine } from './verdict-words.ts';
import { hang } from './wrap.ts';

const CHANGE_WORDS = {
  planned: 'would be changed',
  done: 'changed',
  already: 'was so already',
  stale: 'left alone: somebody changed it meanwhile',
  failed: 'could not be changed',
  undone: 'taken back',
} as const;

const STATES = { healthy: 'pass', broken: 'fail', undetermined: 'unknown', pending: 'warning' } as const;

function verdict(report: Report, { style, paint, mark }: Brush): readonly string[] {
  // What was done is in the place of the verdict, which is of the account as it was looked at before.
  if (report.done !== undefined) {
    return [hang(`${mark('pass')} `, report.done, style.width)];
  }
  if (report.verdict === null) return [];
  const accepted = report.verdict === 'healthy' && acceptedIn(report).length > 0;
  const state = accepted ? 'warning' : STATES[report.verdict];
  const words = `${verdictLine(report)}.`;
  const cause = report.rootCause === null ? '' : ` ${rootTitle(report)} (${report.rootCause.cause}).`;
  const seconds = (report.durationMs / 1_000).toFixed(1);
  return [
    hang(
      `${mark(state)} `,
      `${words}${style.quiet ? cause : ''}${style.quiet ? '' : paint.dim(` ${report.apiCalls} calls, ${seconds} s`)}`,
      style.width,
    ),
  ];
}

/** What must be read first. It holds a command, so that it stays on one line. */
const alertLines = ({ alert }: Report, { paint }: Brush): readonly string[] =>
  alert === undefined ? [] : [paint.fail(harmless(alert))];

/** The report for people: the chain, the root cause, the remedies. */
export const text: Reporter = (report, style) => {
  const brush = brushOf(style);
  if (style.quiet) {
    const lines = [...alertLines(report, brush), ...verdict(report, brush)];
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  }
  if (report.command === 'explain') return printed(explanationLines(report, brush), style);
  const { paint, mark } = brush;
  const { leavesOut } = report;
  const head = leavesOut === 'all-but-changes' ? [] : header(report, brush);
  const lines = [
    ...alertLines(report, brush),
    ...head,
    ...(head.length > 0 && report.checks.length > 0 ? [''] : []),
    ...(leavesOut === 'all-but-changes'
      ? []
      : [...chain(report, brush), ...cellLines(report, brush), ...rootCause(report, brush)]),
    ...(leavesOut === undefined ? remedies(report, brush) : []),
    ...(report.changes.length === 0 ? [] : ['']),
    ...report.changes.map(({ subject, status, setting }) =>
      hang(
        `${mark(status === 'failed' || status === 'stale' ? 'fail' : status === 'planned' ? 'idle' : 'pass')} `,
        `${harmless(subject)} ${paint.dim(`(${harmless(setting)})`)} ${CHANGE_WORDS[status]}`,
        style.width,
      ),
    ),
    ...(report.verification === null ? [] : verificationLines(report.verification, style, mark)),
    ...(report.notes.length === 0 ? [] : ['']),
    ...noteLines(report, style),
    ...(report.source === undefined ? [] : ['', ...report.source.trimEnd().split('\n').map(harmless)]),
    ...(leavesOut === undefined ? handoffLines(report, style) : []),
    ...(report.verdict === null && report.done === undefined ? [] : ['']),
    ...verdict(report, brush),
  ];
  return printed(lines, style);
};
