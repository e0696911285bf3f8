import { CHECKS } from '../../checks/index.ts';
import type { Check } from '../../core/check.ts';
import type { ExitCode, Report } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { FactsFile } from '../../facts/facts-file.ts';
import { longFlag, type OptionName, TARGET_OPTIONS } from '../../options/table.ts';
import { reportOf } from '../report/report.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';
import { chosenChecks, failOnOf } from './chosen-checks.ts';
import { decisionNotes } from './decision-notes.ts';
import { diagnoseFacts } from './diagnosis.ts';
import { expectationsOf } from './expectations.ts';
import { cellsIn, factsIn, readFacts } from './facts-file.ts';
import { gravestFirst } from './gravest.ts';
import { historyNotes } from './history-notes.ts';
import { save, savePath } from './save-facts.ts';

/** Options that say what to look at; a facts file has looked already. */
const READ_ALREADY: readonly OptionName[] = [...TARGET_OPTIONS, 'since'];

/** Judges saved facts: no AWS, no credentials, the same report. */
export async function replay(session: Session, path: string): Promise<ExitCode> {
  const { host, options } = session;
  if (options.flag('probe')) {
    throw new UsageError(
      `${options.where('probe')} asks AWS, and ${options.where('from')} judges saved facts without it; leave one of them out.`,
    );
  }
  const idle = READ_ALREADY.filter((name) => options.text(name)?.source.from === 'flag').map(longFlag);
  if (idle.length > 0 && !session.quiet) {
    tell(
      host,
      `${idle.join(', ')} ${idle.length === 1 ? 'has' : 'have'} no effect with --from; the facts are read already.`,
    );
  }
  const savedTo = await savePath(session);
  const file = await readFacts(host, path, options.where('from'));
  const asked = chosenChecks(session);
  const recorded = file.checks;
  const checks =
    recorded === null || asked.length < CHECKS.length ? asked : CHECKS.filter(({ id }) => recorded.includes(id));
  const { report, exit } = await judged(session, file, path, checks);
  if (savedTo !== null) await save(session, savedTo, file);
  try {
    await session.print(report);
  } catch (error) {
    if (comesOfMisshapen(error)) throw damaged(path, 'the account');
    throw error;
  }
  return exit;
}

const damaged = (path: string, what: string): UsageError =>
  new UsageError(`${path} is damaged: ${what} cannot be judged from it; save it anew with --save.`);

/** What comes of a value that is not of the form which the probes of this version give. */
const comesOfMisshapen = (error: unknown): boolean => error instanceof TypeError || error instanceof RangeError;

/** Names in the target that the facts gave and that are no text. */
const misshapen = ({ target }: Report): string | undefined =>
  Object.entries(target).find(([, named]) => named !== null && typeof named.value !== 'string')?.[0];

/** The report of saved facts. Throws a `UsageError` for facts whose values are not what the probes of this version give. */
async function judged(
  session: Session,
  file: FactsFile,
  path: string,
  checks: readonly Check[],
): Promise<{ readonly report: Report; readonly exit: ExitCode }> {
  try {
    const [failOn, expectations] = [failOnOf(session), expectationsOf(session)];
    const judgedCells = await Promise.all(
      cellsIn(file).map(async (cell) =>
        diagnoseFacts(cell.target, await factsIn(cell, checks), checks, failOn, expectations),
      ),
    );
    const spoilt = judgedCells
      .flatMap(({ results }) => results)
      .find(
        ({ check, outcome }) => outcome.status === 'unknown' && outcome.why.kind === 'bug' && outcome.missing === check,
      );
    if (spoilt) throw damaged(path, spoilt.check);
    const [diagnosis, ...others] = gravestFirst(judgedCells);
    if (diagnosis === undefined) throw damaged(path, 'a cell');
    const cells = [diagnosis, ...others] as const;
    const replayed = { ...session, aws: { calls: () => file.apiCalls } };
    // Ages in the report count from the moment of the recording, so it is the report's moment, too.
    const notes = file.notes ?? [...decisionNotes(cells), ...historyNotes(diagnosis)];
    const report = reportOf(replayed, { ...diagnosis, cells, notes }, { startedAt: file.recordedAt });
    const wrong = misshapen(report);
    if (wrong !== undefined) throw damaged(path, `the ${wrong}`);
    return { report, exit: diagnosis.judged.exit };
  } catch (error) {
    if (comesOfMisshapen(error)) throw damaged(path, 'the account');
    throw error;
  }
}
