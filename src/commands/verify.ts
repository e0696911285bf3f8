import { CHECKS } from '../checks/index.ts';
import type { Report, VerdictWord } from '../core/report.ts';
import { openAws } from './aws-session.ts';
import { diagnose } from './diagnosis.ts';
import { offerToClear } from './leftover.ts';
import { type Verified, verifyPoem } from './poem.ts';
import { reportOf } from './report.ts';
import { rootCauseOf } from './root-cause.ts';
import type { Command } from './session.ts';

/** How long to wait for a cure to be effective when nobody says (contract, section 1). */
export const WAIT_MS = 600_000;
/** What a run may take besides waiting. */
export const BESIDES_MS = 120_000;

const VERDICT: { readonly [exit: number]: VerdictWord } = {
  0: 'healthy',
  1: 'broken',
  3: 'undetermined',
  5: 'pending',
};

/** What a verification puts in the place of the diagnosis before it. */
export const asReport = ({ verification, exit, cause, waitMinutes, notes }: Verified): Partial<Report> => ({
  verdict: VERDICT[exit] ?? 'undetermined',
  rootCause:
    cause === null
      ? null
      : rootCauseOf({ cause, basis: cause === 'propagation-pending' ? 'deduced' : 'observed', waitMinutes }),
  otherCauses: [],
  checks: [],
  remedies: [],
  verification,
  notes,
});

/** `verify`: waits until the cure is effective, generates one poem, follows the log. */
export const run: Command = async (session) => {
  const waitMs = session.options.duration('wait')?.value ?? WAIT_MS;
  const opened = await openAws(session, waitMs + BESIDES_MS);
  await offerToClear(opened);
  const diagnosis = await diagnose(opened.target, opened.aws, CHECKS, { now: session.startedAt, failOn: 'error' });
  if (session.host.signal.aborted) return 130;
  const { root } = diagnosis.ranking;
  const hopeless =
    root !== null &&
    ['credentials/accepted', 'target/stack-exists', 'target/function-exists'].some((check) =>
      root.code.startsWith(check),
    );
  if (hopeless && opened.target.apiUrl === null) {
    await session.print(reportOf(opened, diagnosis));
    return diagnosis.judged.exit;
  }
  const verified = await verifyPoem(opened, diagnosis, { waitMs, tail: session.options.flag('tail') });
  await session.print(reportOf(opened, diagnosis, asReport(verified)));
  return verified.exit;
};
