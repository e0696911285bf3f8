import { asked, type DecidedQuestion } from './decided.ts';
import type { Question } from './questions.ts';
import type { Simulated } from './simulation.ts';

/** What AWS's simulator says to a question; null where it was not asked. Pure. */
export function decideBySimulator(question: Question, simulated: readonly Simulated[]): DecidedQuestion | null {
  const found = simulated.find(
    ({ action, resource }) => action.toLowerCase() === question.action.toLowerCase() && resource === question.resource,
  );
  if (!found) return null;
  const explicit = found.decision === 'explicitDeny';
  const statements = found.policies.map((policy) => ({
    policy,
    index: null,
    effect: explicit ? ('Deny' as const) : ('Allow' as const),
  }));
  if (found.decision === 'allowed') {
    // A statement that hangs on a value nobody gave may yet deny, or was not what allowed (contract, section 3, rule 11).
    return found.missingContext.length > 0
      ? { ...asked(question), decision: 'unknown', layer: null, statements, missing: found.missingContext }
      : { ...asked(question), decision: 'allowed', layer: null, statements, missing: [] };
  }
  const layer =
    found.allowedByOrganization === false
      ? 'scp'
      : explicit && found.allowedByBoundary !== false
        ? 'explicit'
        : found.allowedByBoundary === false
          ? 'boundary'
          : explicit
            ? 'explicit'
            : 'identity';
  // A denial for want of a value that the call really carries is none. An organization's is: it is not told which keys.
  if (layer !== 'scp' && found.missingContext.length > 0) {
    return { ...asked(question), decision: 'unknown', layer: null, statements, missing: found.missingContext };
  }
  return { ...asked(question), decision: 'denied', layer, statements, missing: [] };
}
