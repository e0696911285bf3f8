import { harmless } from '../core/harmless.ts';
import type { Report, Reporter } from '../core/report.ts';
import { type Brush, brushOf } from './text/brush.ts';
import { chain } from './text/chain.ts';
import { header } from './text/header.ts';
import { letterLines } from './text/letter.ts';
import { remedies } from './text/remedies.ts';
import { rootCause } from './text/root-cause.ts';
import { seenLines } from './text/seen.ts';
import { verificationLines } from './text/verification.ts';
import { hang } from './wrap.ts';

const CHANGE_WORDS = {
  planned: 'would be changed',
  done: 'changed',
  already: 'was so already',
  stale: 'left alone: somebody changed it meanwhile',
  failed: 'could not be changed',
  undone: 'taken back',
} as const;

const VERDICTS = {
  healthy: ['pass', 'Healthy.'],
  broken: ['fail', 'Broken.'],
  undetermined: ['unknown', 'Undetermined: something could not be looked at.'],
  pending: ['warning', 'Pending: only time is missing.'],
} as const;

function verdict(report: Report, { style, chalk, mark }: Brush): readonly string[] {
  // A text that was explained is no account that was examined.
  if (report.verdict === null || (report.command === 'explain' && !style.quiet)) return [];
  const [state, words] = VERDICTS[report.verdict];
  const cause = report.rootCause === null ? '' : ` ${report.rootCause.title} (${report.rootCause.cause}).`;
  const seconds = (report.durationMs / 1_000).toFixed(1);
  return [
    hang(
      `${mark(state)} `,
      `${words}${style.quiet ? cause : ''}${style.quiet ? '' : chalk.dim(` ${report.apiCalls} calls, ${seconds} s`)}`,
      style.width,
    ),
  ];
}

/** The report for people: the chain, the root cause, the cures. */
export const text: Reporter = (report, style) => {
  const brush = brushOf(style);
  if (style.quiet) {
    const lines = verdict(report, brush);
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
  }
  const { chalk, mark } = brush;
  const head = header(report, brush);
  const lines = [
    ...head,
    ...(head.length > 0 && report.checks.length > 0 ? [''] : []),
    ...chain(report, brush),
    ...rootCause(report, brush),
    ...remedies(report, brush),
    ...(report.changes.length === 0 ? [] : ['']),
    ...report.changes.map(({ subject, status, setting }) =>
      hang(
        `${mark(status === 'failed' || status === 'stale' ? 'fail' : status === 'planned' ? 'idle' : 'pass')} `,
        `${harmless(subject)} ${chalk.dim(`(${harmless(setting)})`)} ${CHANGE_WORDS[status]}`,
        style.width,
      ),
    ),
    ...(report.verification === null ? [] : ['', ...verificationLines(report.verification, style, mark)]),
    ...(report.notes.length === 0 ? [] : ['']),
    ...seenLines(report),
    // A command that is broken over lines cannot be copied.
    ...report.notes.map((note) =>
      note.startsWith('$ ') ? `  ${harmless(note)}` : hang('', harmless(note), style.width),
    ),
    ...letterLines(report, style),
    ...(report.verdict === null ? [] : ['']),
    ...verdict(report, brush),
  ];
  return `${lines.join('\n').replace(/^\n+/, '')}\n`;
};
