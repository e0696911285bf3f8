import type { Report, VerdictWord } from '../../core/report.ts';
import type { Ranking } from '../../core/root-cause.ts';
import { byHandRemedy } from '../../remedies/offer.ts';
import { rootCauseOf } from '../report/root-cause.ts';
import type { Verified } from './verified.ts';

/** How long to wait for a fix to be effective when nobody says (contract, section 1). */
export const WAIT_MS = 600_000;
/** What a run may take besides waiting. */
export const BESIDES_MS = 120_000;

const VERDICT: { readonly [exit: number]: VerdictWord } = {
  0: 'healthy',
  1: 'broken',
  3: 'undetermined',
  5: 'pending',
};

/**
 * What a verification puts in the place of the diagnosis before it. Where it ends broken by the root cause of that,
 * what fixes it stays in the report; `before` null: something was done about it already. Pure.
 */
export function asReport(verified: Verified, before: Pick<Ranking, 'root'> | null = null): Partial<Report> {
  const { verification, exit, why, notes, asDiagnosed, verdict } = verified;
  if (asDiagnosed === true) return { verification, notes };
  // No call was made, and a way that was asked for was closed: what the diagnosis found in order is no proof of it.
  if (exit === 3 && (verification?.attempts ?? 0) === 0)
    return { verdict: 'undetermined', rootCause: null, otherCauses: [], verification, notes };
  return {
    verdict: verdict ?? VERDICT[exit] ?? 'undetermined',
    rootCause: why && rootCauseOf(why),
    otherCauses: why === null || why.shown === null || why.shown === 'unknown' ? [] : [why.shown],
    checks: [],
    ...(exit === 1 && why !== null && before !== null
      ? before.root?.cause === why.cause
        ? {}
        : { remedies: [byHandRemedy(why.cause)] }
      : { remedies: [] }),
    verification,
    notes,
  };
}
