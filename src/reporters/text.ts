import { Chalk, type ChalkInstance } from 'chalk';
import { OWNER_WORDS } from '../causes/owner.ts';
import { harmless } from '../core/harmless.ts';
import { LINKS, type Link } from '../core/link.ts';
import type { Report, ReportCheck, Reporter, ReportTarget, Style } from '../core/report.ts';
import { describeSource } from '../core/target.ts';
import { evidenceText } from './evidence.ts';
import { letterLines } from './text/letter.ts';
import { seenLines } from './text/seen.ts';
import { verificationLines } from './text/verification.ts';
import { hang } from './wrap.ts';

type State = 'pass' | 'fail' | 'warning' | 'unknown' | 'idle';
const SYMBOLS: { readonly [state in State]: { readonly fancy: string; readonly plain: string } } = {
  pass: { fancy: '✔', plain: '+' },
  fail: { fancy: '✖', plain: 'x' },
  warning: { fancy: '▲', plain: '!' },
  unknown: { fancy: '?', plain: '?' },
  idle: { fancy: '○', plain: '-' },
};

/** How the links are called on the left of the table. */
const LINK_WORDS: { readonly [link in Link]: string } = {
  credentials: 'credentials',
  region: 'Region',
  stack: 'stack',
  function: 'function',
  role: 'role',
  model: 'model',
  form: 'form',
  agreement: 'agreement',
  policy: 'policy',
  capacity: 'capacity',
  application: 'application',
  log: 'log',
};

const stateOf = ({ status, findings }: ReportCheck): State => {
  if (status === 'pass') return 'pass';
  if (status === 'unknown') return 'unknown';
  if (status !== 'fail') return 'idle';
  return findings.some(({ severity }) => severity === 'error') ? 'fail' : 'warning';
};

/** The paint of one run. */
interface Brush {
  readonly style: Style;
  readonly chalk: ChalkInstance;
  readonly mark: (state: State) => string;
}
function brushOf(style: Style): Brush {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const paint: { readonly [state in State]: ChalkInstance } = {
    pass: chalk.green,
    fail: chalk.red.bold,
    warning: chalk.yellow,
    unknown: chalk.magenta,
    idle: chalk.dim,
  };
  return { style, chalk, mark: (state) => paint[state](SYMBOLS[state][style.unicode ? 'fancy' : 'plain']) };
}

function header({ target }: Report, { style, chalk }: Brush): readonly string[] {
  const names: readonly (readonly [keyof ReportTarget, string])[] = [
    ['caller', 'caller'],
    ['account', 'account'],
    ['region', 'Region'],
    ['stack', 'stack'],
    ['function', 'function'],
    ['role', 'role'],
    ['model', 'model'],
    ...(style.verbose
      ? ([
          ['logGroup', 'log group'],
          ['apiUrl', 'API'],
        ] as const)
      : []),
  ];
  return names.flatMap(([key, word]) => {
    const found = target[key];
    if (!found) return [];
    const source = style.verbose ? ` (${describeSource(found.source)})` : '';
    return [hang(`  ${chalk.dim(word.padEnd(12))}`, harmless(`${found.value}${source}`), style.width)];
  });
}

/** One line a link: folded when all is well, every sore check singly. */
function chain(report: Report, brush: Brush): readonly string[] {
  const { style, chalk, mark } = brush;
  return LINKS.flatMap((link) => {
    const checks = report.checks.filter((check) => check.link === link);
    if (checks.length === 0) return [];
    const sore = checks.filter((check) => ['fail', 'warning', 'unknown'].includes(stateOf(check)));
    const name = LINK_WORDS[link].padEnd(12);
    if (sore.length === 0 && !style.verbose) {
      const good = checks.filter(({ status }) => status === 'pass');
      const first = good[0] ?? checks[0];
      if (!first) return [];
      const words = good.length > 0 ? first.title : (first.reason ?? first.status);
      return [
        hang(
          `${mark(good.length > 0 ? 'pass' : 'idle')} ${chalk.dim(name)}`,
          good.length > 0 ? words : chalk.dim(words),
          style.width,
        ),
      ];
    }
    return (style.verbose ? checks : sore).flatMap((check) => {
      const state = stateOf(check);
      const broken = check.findings.some(
        ({ cause, severity }) => severity === 'error' && cause === report.rootCause?.cause,
      );
      const arrow = broken ? chalk.red.bold(style.unicode ? ' ◀' : ' <') : '';
      if (check.findings.length === 0) {
        const reason = check.reason === null ? '' : `: ${check.reason}`;
        return [hang(`${mark(state)} ${name}`, harmless(`${check.title}${reason}`), style.width)];
      }
      return check.findings.map(({ message }) => {
        const line = hang(`${mark(state)} ${broken ? chalk.bold(name) : name}`, harmless(message), style.width);
        return `${broken ? chalk.bold(line) : line}${arrow}`;
      });
    });
  });
}

/** Long log lines end here in the text report; JSON has them whole. */
const MOST_EVIDENCE = 400;

function rootCause(report: Report, { style, chalk }: Brush): readonly string[] {
  const { rootCause: root } = report;
  if (!root) return [];
  const basis = root.basis === 'observed' ? 'AWS said so' : 'concluded from what was read';
  const evidence = report.checks
    .flatMap(({ findings }) => findings)
    .filter(({ cause, severity }) => cause === root.cause && severity === 'error')
    .flatMap((finding) =>
      finding.evidence.filter((one) => one.kind !== 'fact' || one.value !== null).map(evidenceText),
    );
  const row = (word: string, text: string): string =>
    hang(`  ${chalk.dim(word.padEnd(12))}`, harmless(text), style.width);
  return [
    '',
    hang('', `${chalk.red.bold(root.title)} ${chalk.dim(`(${root.cause}; ${basis})`)}`, style.width),
    ...[...new Set(evidence)].slice(0, 4).map((line) => row('evidence', line.slice(0, MOST_EVIDENCE))),
    row('cured by', OWNER_WORDS[root.owner]),
    ...(root.waitMinutes === null ? [] : [row('wait', `AWS says to try again after ${root.waitMinutes} minutes`)]),
    ...(report.otherCauses.length === 0 ? [] : [row('next', report.otherCauses.join(', '))]),
  ];
}

function remedies(report: Report, { style, chalk }: Brush): readonly string[] {
  if (report.remedies.length === 0) return [];
  return [
    '',
    chalk.bold('What cures it, safest first'),
    ...report.remedies.flatMap(({ title, command, risk, steps, owner }) => [
      hang('  ', `${harmless(title)}${owner === 'developer' ? '' : ` (${OWNER_WORDS[owner]})`}`, style.width),
      ...(command === null ? [] : [`    ${chalk.cyan(harmless(command))}`]),
      ...steps.map((step) => hang('    ', harmless(step), style.width)),
      ...(risk === '' ? [] : [hang('    ', chalk.dim(harmless(risk)), style.width)]),
    ]),
  ];
}

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
