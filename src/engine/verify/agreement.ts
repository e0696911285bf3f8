import { AwsError, isDenial, refusesCredentials } from '../../aws/error.ts';
import { getFoundationModelAvailability } from '../../aws/operations/bedrock.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import type { CauseId } from '../../core/cause.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { useCaseForm } from '../../probes/bedrock/use-case-form.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import { model } from '../../probes/run/model.ts';
import type { Agreement } from '../../verification/wait.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** Whether the role may do all that a purpose takes, may not do some of it, or nobody can tell. */
function may({ facts }: Diagnosis, purpose: 'invoke' | 'subscribe'): 'yes' | 'no' | 'unknown' {
  const decided = (known(decisions, facts)?.decided ?? []).filter((one) => one.purpose === purpose);
  if (decided.some(({ decision }) => decision === 'denied')) return 'no';
  return decided.length > 0 && decided.every(({ decision }) => decision === 'allowed') ? 'yes' : 'unknown';
}

/** How to look at the agreement for the model; null when it needs none. `now`: the diagnosis as it would be now. */
export function agreementOf(
  { aws }: AwsSession,
  diagnosis: Diagnosis,
  now: () => Promise<Diagnosis>,
  /** The model as the agreement knows it, where what is called has another name. */
  agreed: string | null = null,
): (() => Promise<Agreement>) | null {
  const base = agreed ?? known(model, diagnosis.facts)?.reference.base ?? null;
  if (base === null || !needsSubscription(parseModel(base).provider)) return null;
  return async () => {
    try {
      const answer = await aws.send(getFoundationModelAvailability, { modelId: base });
      switch (answer.agreementAvailability?.status) {
        case 'AVAILABLE':
          return { state: 'available' };
        case 'PENDING':
          return { state: 'pending' };
        case 'ERROR':
          return { state: 'failed' };
        default:
          return { state: 'absent', hopeless: may(await now(), 'subscribe') === 'no' };
      }
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      if (isDenial(error))
        return { state: 'unknown', why: `you may not ${error.action}`, refused: false, passing: false };
      if (error.kind === 'no-credentials' || refusesCredentials(error.code))
        return {
          state: 'unknown',
          why: `AWS does not accept the credentials (${error.code})`,
          refused: true,
          passing: false,
        };
      // Any other fault may pass: the next look tells. As long as it does not, nothing is known.
      return { state: 'unknown', why: `${error.action} failed: ${error.message}`, refused: false, passing: true };
    }
  };
}

/** Whether the fix for a refusal is in place already, so that only time is missing (contract, section 7). */
export function isFixInPlace(cause: CauseId, diagnosis: Diagnosis): boolean {
  const agreement = known(availability, diagnosis.facts)?.agreement;
  switch (cause) {
    case 'use-case-form-missing':
      return known(useCaseForm, diagnosis.facts)?.submitted === true;
    case 'marketplace-subscription-pending':
      return true;
    case 'marketplace-subscription-denied':
      return may(diagnosis, 'subscribe') === 'yes' || agreement === 'AVAILABLE' || agreement === 'PENDING';
    // What the agreement brings, refused all the same: it is not seen everywhere yet (contract, section 3, rule 7).
    case 'marketplace-subscription-failed':
    case 'model-access-denied':
    case 'payment-instrument-invalid':
      return agreement === 'AVAILABLE';
    case 'invoke-not-allowed':
    case 'invoke-profile-not-allowed':
      return may(diagnosis, 'invoke') === 'yes';
    default:
      return false;
  }
}
