import { CAUSES } from '../../causes/catalogue.ts';
import type { ExitCode } from '../../core/report.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { known } from '../diagnose/diagnosis.ts';
import { pasteable } from '../report/pasteable.ts';
import { reportOf } from '../report/report.ts';
import { type Fresh, verifyAndPrint } from './after.ts';
import { type Run, report } from './run.ts';
import { DONE } from './template.ts';

/**
 * Whether option 1 was asked for with a model and nobody whom it is for: its cell is the operator's account (contract,
 * section 8). The guide's function, which is examined where it is there, counts while what it lacks is of the account.
 */
export function isAccountAlone({ option, session, diagnosis }: Run): boolean {
  if (option !== 1 || session.options.source('model') === null) return false;
  if (known(lambdaFunction, diagnosis.facts) === null) return true;
  const { root } = diagnosis.ranking;
  return session.scope.unnamed && root !== null && CAUSES[root.cause].layer !== 'account';
}

/** The last step: one call through the function, unless --no-verify; where there is none, the read-back and the decisions made anew. */
export async function finish(run: Run, fresh: Fresh): Promise<ExitCode> {
  const unseen = run.unseen === true;
  if (!run.session.options.flag('verify', true)) {
    await report(run);
    return unseen ? 5 : 0;
  }
  if (known(lambdaFunction, fresh.diagnosis.facts) !== null && !isAccountAlone({ ...run, ...fresh }))
    return verifyAndPrint(fresh, run.waitMs, run);
  return finishWithoutCall(run, fresh, unseen);
}

/** What is known without a call (contract, section 5): a cause of the chain that still stands, or that the change was read back. */
async function finishWithoutCall(run: Run, { session, diagnosis }: Fresh, unseen: boolean): Promise<ExitCode> {
  const { ranking, judged } = diagnosis;
  const broken = !isAccountAlone(run) && judged.verdict === 'broken' && ranking.root !== null;
  const exit: ExitCode = broken ? 1 : unseen ? 5 : 0;
  const notes = [
    ...run.notes,
    `No call was made: there is no function here that can be asked. Look again after the next call with: ${pasteable(session, 'bedrock-doctor diagnose')}`,
  ];
  await session.print(
    reportOf(session, diagnosis, {
      ...(broken ? {} : { ...DONE, done: unseen ? 'Done: sent, not yet seen.' : 'Done: the change was read back.' }),
      changes: run.changes,
      notes,
    }),
  );
  return exit;
}
