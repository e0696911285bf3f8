import { getFoundationModel, getInferenceProfile } from '../../aws/operations/bedrock.ts';
import { isProfile, type ModelReference } from '../../bedrock/model-id.ts';
import type { Aws } from '../../core/aws.ts';

/**
 * Begins to read the profile and the model behind it at once, where the id tells both: asked one after the other they
 * would cost a round trip more. Reads are asked once a run; what goes wrong is the probes' to tell.
 */
export function beginModel(reference: ModelReference, aws: Aws): void {
  if (isProfile(reference)) {
    aws.ask(getInferenceProfile, { inferenceProfileIdentifier: reference.given }).catch(() => undefined);
  }
  if (reference.base !== null) {
    aws.ask(getFoundationModel, { modelIdentifier: reference.base }).catch(() => undefined);
  }
}
