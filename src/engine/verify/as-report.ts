import type { Report, VerdictWord } from '../../core/report.ts';
import { rootCauseOf } from '../report/root-cause.ts';
import type { Verified } from './verify-application.ts';

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

/** What a verification puts in the place of the diagnosis before it. */
export const asReport = ({ verification, exit, why, notes, asDiagnosed }: Verified): Partial<Report> =>
  asDiagnosed === true ? { verification, notes } : judgedAnew({ verification, exit, why, notes });

const judgedAnew = ({ verification, exit, why, notes }: Verified): Partial<Report> => ({
  verdict: VERDICT[exit] ?? 'undetermined',
  rootCause: why && rootCauseOf(why),
  otherCauses: why === null || why.shown === null || why.shown === 'unknown' ? [] : [why.shown],
  checks: [],
  remedies: [],
  verification,
  notes,
});
