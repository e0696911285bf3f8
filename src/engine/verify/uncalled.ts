import { CAUSES } from '../../causes/catalogue.ts';
import { invokeAllowed } from '../../checks/policy/invoke-allowed.ts';
import type { Verification } from '../../core/report.ts';
import { graver } from '../../core/verdict.ts';
import type { Way } from '../../verification/ask.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { deduced } from './behind.ts';
import type { NoCall } from './call.ts';
import { NOT_ACCESS } from './remaining.ts';
import type { Verified } from './verified.ts';

/** What is reported of a call that was not made. */
const notCalled = (via: Way): Verification => ({
  attempts: 0,
  waitedMs: 0,
  via,
  status: null,
  poem: null,
  answer: null,
  provisional: false,
  log: { seen: [], missing: [], forbidden: [] },
  cost: null,
});

/** A verification in which no call was made; a fix is judged by what was read anew. Pure. */
export function uncalled(
  { way: via, why, exit: ends, denied, notes = [] }: NoCall,
  diagnosis: Diagnosis,
  fixed: boolean,
  granted = false,
): Verified {
  const { judged, ranking, results } = diagnosis;
  const cause = ranking.root?.cause ?? null;
  const verification = notCalled(via);
  // A decision that the diagnosis does not ask for: the call would be denied, whatever else is in order.
  if (denied !== undefined && ranking.root === null)
    return { verification, exit: 1, why: deduced(denied), notes: [...notes, why] };
  // The decisions made anew allow it: a denial that they contradict is the one before the change.
  // No decision is made about another action than the invocation: that its grant was read back is what is known of it.
  const before = granted && cause === 'action-not-allowed';
  // What was granted is decided anew; what else could not be looked at is as it was before, and stays undetermined.
  const decided = results.some(({ check, outcome }) => check === invokeAllowed.id && outcome.status === 'pass');
  const readBack = granted && decided && ranking.root === null && judged.exit === 3;
  const isOver =
    before ||
    readBack ||
    judged.exit === 0 ||
    cause === 'propagation-pending' ||
    (cause !== null && NOT_ACCESS.has(CAUSES[cause].layer));
  const exit = fixed && isOver ? 0 : ends === undefined ? judged.exit : graver(judged.exit, ends);
  const other =
    fixed && isOver && !before && cause !== null && cause !== 'propagation-pending'
      ? [`Besides access: ${CAUSES[cause].title} (${cause}).`]
      : [];
  // Only time can tell of a call that was refused before: nobody saw one succeed.
  const waits = fixed && (before || cause === 'propagation-pending');
  return {
    verification,
    exit,
    notes: [...notes, why, ...other],
    ...(waits
      ? { why: deduced('propagation-pending'), verdict: 'pending' as const }
      : {
          why: null,
          ...(readBack ? { verdict: judged.verdict } : {}),
          ...(exit === judged.exit ? { asDiagnosed: true as const } : {}),
        }),
  };
}
