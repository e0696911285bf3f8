import type { CauseId } from './cause.ts';
import type { Result } from './check.ts';
import type { Severity } from './finding.ts';
import type { ExitCode, VerdictWord } from './report.ts';
import type { Ranking } from './root-cause.ts';

/** Verdict and exit code of a diagnosis. */
export interface Judged {
  readonly verdict: VerdictWord;
  readonly exit: ExitCode;
}

const ONLY_TIME: ReadonlySet<CauseId> = new Set<CauseId>(['marketplace-subscription-pending', 'propagation-pending']);
/** Whether only time fixes a cause: nobody has to do anything (contract, section 3, rule 3). */
export const onlyTimeCures = (cause: CauseId): boolean => ONLY_TIME.has(cause);

/** Causes because of which nothing could be looked at. */
const CREDENTIALS: ReadonlySet<CauseId> = new Set<CauseId>([
  'credentials-missing',
  'credentials-expired',
  'credentials-invalid',
  'clock-skew',
]);

/**
 * What the run comes to. `provenBySuccess`: a fresh success with the agreement there, beside which nothing that could
 * not be read matters (contract, section 3, rule 4).
 */
export function verdictOf(
  { root }: Ranking,
  results: readonly Result[],
  provenBySuccess: boolean,
  failOn: Severity,
): Judged {
  if (root !== null) {
    const operator = root.code.startsWith('credentials/accepted/');
    if (operator && CREDENTIALS.has(root.cause)) return { verdict: 'undetermined', exit: 4 };
    if (operator) return { verdict: 'undetermined', exit: 3 };
    return onlyTimeCures(root.cause) ? { verdict: 'pending', exit: 5 } : { verdict: 'broken', exit: 1 };
  }
  const warned = results.some(
    ({ outcome }) => outcome.status === 'fail' && outcome.findings.some(({ severity }) => severity === 'warning'),
  );
  // A check that was skipped because of one that is not shown was not made, and nothing else says why.
  const isShown = (id: string): boolean => results.some(({ check }) => check === id);
  const blind = results.some(
    ({ outcome, worst }) =>
      worst === 'error' &&
      (outcome.status === 'unknown' || (outcome.status === 'skipped' && !isShown(outcome.because))),
  );
  if (failOn === 'warning' && warned) return { verdict: 'broken', exit: 1 };
  if (blind && !provenBySuccess) return { verdict: 'undetermined', exit: 3 };
  return { verdict: 'healthy', exit: 0 };
}
