import type { CauseTable } from './cause.ts';
import type { Result } from './check.ts';
import type { Severity } from './finding.ts';
import type { ExitCode, VerdictWord } from './report.ts';
import type { Ranking } from './root-cause.ts';

/** Verdict and exit code of a diagnosis. */
export interface Judged {
  readonly verdict: VerdictWord;
  readonly exit: ExitCode;
}

/** The gravest first: of several cells it decides (contract, section 1); an interruption, and what could not run, before all. */
const GRAVITY: readonly ExitCode[] = [130, 2, 4, 1, 3, 5, 0];

/** How grave an exit code is: 0 for the gravest. Pure. */
export const gravityOf = (exit: ExitCode): number => GRAVITY.indexOf(exit);

/** The graver of two exit codes. Pure. */
export const graver = (one: ExitCode, other: ExitCode): ExitCode => (gravityOf(one) <= gravityOf(other) ? one : other);

/**
 * What the run comes to. `provenBySuccess`: a fresh success with the agreement there, beside which nothing that could
 * not be read matters (contract, section 3, rule 4).
 */
export function verdictOf(
  { root }: Ranking,
  results: readonly Result[],
  causes: CauseTable,
  provenBySuccess: boolean,
  failOn: Severity,
): Judged {
  if (root !== null) {
    const operator = root.code.startsWith('credentials/accepted/');
    if (operator && causes[root.cause].endsTheRun) return { verdict: 'undetermined', exit: 4 };
    if (operator) return { verdict: 'undetermined', exit: 3 };
    return causes[root.cause].passesWithTime === 'alone'
      ? { verdict: 'pending', exit: 5 }
      : { verdict: 'broken', exit: 1 };
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
