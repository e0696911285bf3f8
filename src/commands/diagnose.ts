import { CHECKS } from '../checks/index.ts';
import type { Check } from '../core/check.ts';
import type { Severity } from '../core/finding.ts';
import type { ExitCode, Report } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import type { FactsFile } from '../facts/facts-file.ts';
import { longFlag, type OptionName } from '../options/table.ts';
import { type Diagnosis, diagnose, diagnoseFacts } from './diagnosis.ts';
import { factsFileOf, factsIn, readFacts, writeFacts } from './facts-file.ts';
import { reportOf } from './report.ts';
import type { Command, Session } from './session.ts';

/** The checks asked for by --only and --skip, by id or area. Throws a `UsageError` for an id that is none. */
export function chosenChecks({ options }: Session): readonly Check[] {
  const named = (name: 'only' | 'skip'): ReadonlySet<string> | null => {
    const given = options.list(name);
    if (!given) return null;
    const ids = given.flatMap(({ value }) => value.split(','));
    for (const id of ids) {
      if (CHECKS.some((check) => check.id === id || check.id.startsWith(`${id}/`))) continue;
      throw new UsageError(
        `--${name} ${id} is no check; the checks are ${CHECKS.map((check) => check.id).join(', ')}.`,
      );
    }
    return new Set(ids);
  };
  const [only, skip] = [named('only'), named('skip')];
  const has = (set: ReadonlySet<string>, { id }: Check): boolean => set.has(id) || set.has(id.split('/')[0] ?? id);
  return CHECKS.filter((check) => (only === null || has(only, check)) && (skip === null || !has(skip, check)));
}

/** The least severity that makes a run fail. */
const failOnOf = ({ options }: Session): Severity =>
  options.text('failOn')?.value === 'warning' ? 'warning' : 'error';

/** Writes the facts where `--save` says, redacted unless told otherwise. Only its owner may read the file. */
async function save(session: Session, path: string, file: FactsFile): Promise<void> {
  const { host, options } = session;
  const redacted = options.flag('redact', true);
  const { redact } = await import('../facts/redact.ts');
  await host.write(path, writeFacts(redacted ? redact(file) : file), true);
  if (!session.quiet) {
    host.err(
      redacted
        ? `The facts are saved in ${path}, redacted. Read it before you send it to anybody.\n`
        : `The facts are saved in ${path} as they are, with account ids, names and log lines.\n`,
    );
  }
}

/** The file to save to, or null. Throws a `UsageError` for standard output, which carries the report. */
function savePath({ options }: Session): string | null {
  const path = options.text('save')?.value ?? null;
  if (path === '-') throw new UsageError('--save needs the name of a file; standard output carries the report.');
  return path;
}

/** Options that say what to look at; a facts file has looked already. */
const TARGET_OPTIONS: readonly OptionName[] = [
  'profile',
  'region',
  'endpointUrl',
  'stack',
  'function',
  'role',
  'model',
  'apiUrl',
  'logGroup',
  'since',
];

/** Judges saved facts: no AWS, no credentials, the same report. */
async function replay(session: Session, path: string): Promise<ExitCode> {
  const { host, options } = session;
  if (options.flag('probe')) {
    throw new UsageError('--probe asks AWS, and --from judges saved facts without it; leave one of them out.');
  }
  const idle = TARGET_OPTIONS.filter((name) => options.text(name)?.source.from === 'flag').map(longFlag);
  if (idle.length > 0 && !session.quiet) {
    host.err(
      `${idle.join(', ')} ${idle.length === 1 ? 'has' : 'have'} no effect with --from; the facts are read already.\n`,
    );
  }
  const savedTo = savePath(session);
  const file = await readFacts(host, path);
  const asked = chosenChecks(session);
  const recorded = file.checks;
  const checks =
    recorded === null || asked.length < CHECKS.length ? asked : CHECKS.filter(({ id }) => recorded.includes(id));
  const { report, exit } = judged(session, file, path, checks);
  if (savedTo !== null) await save(session, savedTo, file);
  await session.print(report);
  return exit;
}

/** The report of saved facts. Throws a `UsageError` for facts whose values are not what the probes of this version give. */
function judged(
  session: Session,
  file: FactsFile,
  path: string,
  checks: readonly Check[],
): { readonly report: Report; readonly exit: ExitCode } {
  const damaged = (what: string): UsageError =>
    new UsageError(`${path} is damaged: ${what} cannot be judged from it; save it anew with --save.`);
  try {
    const diagnosis = diagnoseFacts(file.target, factsIn(file, checks), checks, failOnOf(session));
    const spoilt = diagnosis.results.find(
      ({ check, outcome }) => outcome.status === 'unknown' && outcome.why.kind === 'bug' && outcome.missing === check,
    );
    if (spoilt) throw damaged(spoilt.check);
    const replayed = { ...session, aws: { calls: () => file.apiCalls } };
    // Ages in the report count from the moment of the recording, so it is the report's moment, too.
    return { report: reportOf(replayed, diagnosis, { startedAt: file.recordedAt }), exit: diagnosis.judged.exit };
  } catch (error) {
    if (error instanceof TypeError) throw damaged('the account');
    throw error;
  }
}

/** `diagnose`: reads, judges, prints. Changes nothing. */
export const run: Command = async (session) => {
  const from = session.options.text('from')?.value ?? null;
  if (from !== null) return replay(session, from);
  const savedTo = savePath(session);
  const checks = chosenChecks(session);
  // Late, because a replay needs nothing of AWS.
  const [{ openAws }, { offerToClear }] = await Promise.all([import('./aws-session.ts'), import('./leftover.ts')]);
  const opened = await openAws(session);
  await offerToClear(opened);
  const { host } = opened;
  const progress = await host.progress('Looking at AWS', session.quiet || !host.stderrIsTerminal);
  let diagnosis: Diagnosis;
  try {
    diagnosis = await diagnose(opened.target, opened.aws, checks, {
      now: session.startedAt,
      failOn: failOnOf(session),
    });
  } finally {
    progress.stop();
  }
  if (host.signal.aborted) return 130;
  const report = reportOf(opened, diagnosis);
  if (savedTo !== null) {
    const ids = checks.length === CHECKS.length ? null : checks.map(({ id }) => id);
    await save(
      session,
      savedTo,
      factsFileOf(diagnosis, { startedAt: session.startedAt, apiCalls: report.apiCalls, checks: ids }),
    );
  }
  await session.print(report);
  return diagnosis.judged.exit;
};
