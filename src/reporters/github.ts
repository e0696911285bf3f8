import { harmless } from '../core/harmless.ts';
import type { Reporter, Style } from '../core/style.ts';
import { type Problem, problemsOf } from './problems.ts';
import { repositoryPath } from './repository-path.ts';
import { describeRun } from './subject.ts';
import { verdictWords } from './verdict-words.ts';

/** GitHub shows ten annotations of a kind for a step and drops the rest: https://docs.github.com/en/actions/reference/limits */
const MOST_SHOWN = 10;

/** https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#example-masking-and-passing-a-secret-between-jobs-or-workflows */
const inMessage = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const inProperty = (text: string): string => inMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const LEVELS = { error: 'error', unknown: 'warning', warning: 'warning', info: 'notice' } as const;

function annotation({ code, severity, message, place, of }: Problem, more: string, { repository }: Style): string {
  const where =
    place.kind === 'file'
      ? `file=${inProperty(harmless(repositoryPath(place.path, repository)))},line=${place.line},`
      : '';
  const whose = of === '' ? '' : ` [${of}]`;
  return `::${LEVELS[severity]} ${where}title=${inProperty(code)}::${inMessage(harmless(message + whose) + more)}`;
}

/** Workflow commands for GitHub Actions: the gravest ten, the last of which counts the others. */
export const github: Reporter = (report, style) => {
  const problems = problemsOf(report);
  const { alert } = report;
  const first =
    alert === undefined
      ? []
      : [`::error title=${inProperty('What must be read first')}::${inMessage(harmless(alert))}`];
  const shown = problems.slice(0, MOST_SHOWN - first.length);
  const hidden = problems.length - shown.length;
  const lines = shown.map((problem, at) =>
    annotation(
      problem,
      at === shown.length - 1 && hidden > 0 ? ` (and ${hidden} more that are not shown here)` : '',
      style,
    ),
  );
  const words = harmless(verdictWords(report));
  const cause = report.rootCause === null ? '' : ` (${report.rootCause.cause})`;
  const about = describeRun(report);
  return `${[...first, ...lines, `${words}${cause}${about === '' ? '' : ` [${harmless(about)}]`}`].join('\n')}\n`;
};
