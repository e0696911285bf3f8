import { CAUSES } from '../../causes/catalogue.ts';
import type { ExitCode } from '../../core/report.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { isOperator } from '../../probes/run/operator.ts';
import { principal } from '../../probes/run/principal.ts';
import { known } from '../diagnose/diagnosis.ts';
import { pasteable } from '../report/pasteable.ts';
import { reportOf } from '../report/report.ts';
import { asReport } from '../verify/as-report.ts';
import { uncalled } from '../verify/uncalled.ts';
import { type Fresh, verifyAndPrint, wasGranted } from './after.ts';
import { type Run, report } from './run.ts';
import { DONE } from './template.ts';

/**
 * Whether option 1 was asked for with a model and nobody whom it is for: its cell is the operator's account (contract,
 * section 8). The guide's function, which is examined where it is there, counts while what it lacks is of the account.
 */
export function isAccountAlone({ option, session, diagnosis }: Run): boolean {
  if (option !== 1 || session.options.source('model') === null) return false;
  const { facts } = diagnosis;
  // Somebody who is named is examined: what still stands in their way is told, as soon as the account has done its part.
  const named = (['role', 'user', 'me', 'function'] as const).some((name) => session.options.source(name) !== null);
  if (named && known(principal, facts) !== null && known(availability, facts)?.agreement === 'AVAILABLE') return false;
  if (known(lambdaFunction, facts) === null) return true;
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

/** What is known without a call (contract, section 5): the decisions made anew, a cause that still stands, or that the change was read back. */
async function finishWithoutCall(run: Run, { session, diagnosis }: Fresh, unseen: boolean): Promise<ExitCode> {
  const call = isOperator(diagnosis)
    ? `No call was made. Make one, as you, with: ${pasteable(session, 'bedrock-doctor verify')}`
    : `No call was made: there is no function here that can be asked. Look again after the next call with: ${pasteable(session, 'bedrock-doctor diagnose')}`;
  // The account's own side is read back, whoever else may not call.
  const alone = isAccountAlone(run);
  const verified = alone ? null : uncalled({ way: 'direct', why: call }, diagnosis, true, wasGranted(run));
  const known = verified?.exit ?? 0;
  const exit: ExitCode = known === 0 && unseen ? 5 : known;
  const judged = verified === null ? { ...DONE, verdict: 'healthy' as const } : asReport(verified);
  await session.print(
    reportOf(session, diagnosis, {
      ...judged,
      verification: null,
      ...(exit === 5 ? { verdict: 'pending' } : {}),
      ...(exit === 0 || exit === 5
        ? { done: unseen ? 'Done: sent, not yet seen.' : 'Done: the change was read back.' }
        : {}),
      changes: run.changes,
      notes: [...run.notes, ...(verified?.notes ?? [call])],
    }),
  );
  return exit;
}
