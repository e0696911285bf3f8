import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { holderOf, protectedPrincipal } from '../../remedies/principal.ts';
import { known } from '../diagnose/diagnosis.ts';
import { pasteable } from '../report/pasteable.ts';
import { reportOf } from '../report/report.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import { verifyAndPrint } from './after.ts';
import { agreedByFlag, showsOnly } from './consent.ts';
import { isAccountAlone } from './finish.ts';
import { type Run, report } from './run.ts';
import { DONE } from './template.ts';

/** What ends the run before a fix is looked for; null when there is something to do. Throws a `UsageError`. */
export async function endWithoutChange(run: Run): Promise<ExitCode | null> {
  const { diagnosis, option } = run;
  const { judged, facts } = diagnosis;
  if (judged.exit === 4) {
    await report(run);
    return 4;
  }
  // A template is compared with itself, whatever the account is like: what works today by hand shall last.
  if (option === 2 && judged.verdict !== 'undetermined') return null;
  // The account's side is known from the account alone.
  const agreement = isAccountAlone(run) ? (known(availability, facts)?.agreement ?? null) : null;
  if (agreement === 'AVAILABLE') {
    await run.session.print(
      reportOf(run.session, diagnosis, {
        ...DONE,
        verdict: 'healthy',
        notes: ['There is nothing to fix: the account has the agreement.'],
      }),
    );
    return 0;
  }
  if (agreement !== null) return null;
  if (judged.verdict === 'healthy' || judged.verdict === 'undetermined') {
    const holder = holderOf(facts);
    const shielded = option === 3 && holder ? protectedPrincipal(holder, facts) : null;
    if (shielded !== null) throw new UsageError(`Refused: ${shielded}`);
  }
  if (judged.verdict === 'healthy') {
    await report(run, { notes: ['There is nothing to fix.'] });
    return 0;
  }
  // AWS out of reach, or something that could not be read: no fix can be chosen, whichever is asked for.
  if (judged.verdict === 'undetermined') {
    const refusal = option === null ? null : unplannable(run, option);
    if (refusal !== null) throw new UsageError(refusal);
    await report(run);
    return judged.exit;
  }
  return judged.verdict === 'pending' ? awaitFix(run) : null;
}

/** The fix is in place already. The poem that shows that it works is paid for, so somebody must have agreed to it. */
async function awaitFix(run: Run): Promise<ExitCode> {
  const { session, diagnosis, waitMs } = run;
  const { options, host } = session;
  const dry = showsOnly(options);
  const agreed = agreedByFlag(session, 1) || (host.mayAsk && options.flag('input', true));
  const unchecked = dry || !options.flag('verify', true);
  if (unchecked || !agreed) {
    await report(run, {
      notes: [
        `The fix is in place already; only time is missing. Wait for it with: ${pasteable(session, 'bedrock-doctor verify')}`,
      ],
    });
    return unchecked ? 0 : 5;
  }
  if (
    !agreedByFlag(session, 1) &&
    !(await session.agree(
      `Wait for it, and make one call, in ${await askedIn(session, originFrom(session, diagnosis.facts))}?`,
      '--yes',
    ))
  ) {
    await report(run);
    return 5;
  }
  return verifyAndPrint({ session, diagnosis }, waitMs, {
    changes: [],
    notes: ['The fix is in place already; only time was missing.'],
  });
}

/**
 * Why an option cannot be planned for want of a permission, which is a refusal; null when there was a fault on the way,
 * which leaves the run undetermined.
 */
function unplannable({ session, diagnosis }: Run, option: 1 | 2 | 3): string | null {
  const denied = diagnosis.results.find(({ outcome }) => outcome.status === 'unknown' && outcome.why.kind === 'denied');
  if (!denied || diagnosis.ranking.root !== null) return null;
  const blind = reportOf(session, diagnosis).checks.find(({ id }) => id === denied.check)?.reason;
  return `Option ${option} cannot be planned: ${blind ?? 'something could not be looked at'}; bedrock-doctor explain permissions --for fix prints the policy you need.`;
}
