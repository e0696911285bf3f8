import { AwsError } from '../../aws/error.ts';
import { getFoundationModel } from '../../aws/operations/bedrock.ts';
import type { Aws } from '../../core/aws.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { model } from '../run/model.ts';
import { baseIdOf } from './base-id.ts';
import { profile } from './profile.ts';

export interface FoundationModelFact {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly streaming: boolean;
  /** 'ON_DEMAND', 'INFERENCE_PROFILE', 'PROVISIONED'; AWS may add more. */
  readonly inferenceTypes: readonly string[];
  readonly lifecycle: string;
  /** ISO 8601, or null where AWS gives none. */
  readonly legacyAt: string | null;
  readonly endOfLifeAt: string | null;
}

/** A date as the API may send it, in words everybody reads. */
const iso = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : null;

/** One model in the Region of `aws`; null when Bedrock does not know the id there. */
export async function readModel(aws: Aws, id: string): Promise<FoundationModelFact | null> {
  try {
    const { modelDetails } = await aws.ask(getFoundationModel, { modelIdentifier: id });
    if (!modelDetails) return null;
    // The dates are newer than the typings of some SDK releases: read them as what they are, unknown members.
    const life: { readonly [key: string]: unknown } = { ...modelDetails.modelLifecycle };
    return {
      id: modelDetails.modelId ?? id,
      name: modelDetails.modelName ?? id,
      provider: modelDetails.providerName ?? '',
      streaming: modelDetails.responseStreamingSupported ?? false,
      inferenceTypes: [...(modelDetails.inferenceTypesSupported ?? [])],
      lifecycle: modelDetails.modelLifecycle?.status ?? 'ACTIVE',
      legacyAt: iso(life['legacyTime']),
      endOfLifeAt: iso(life['endOfLifeTime']),
    };
  } catch (error) {
    const missing =
      error instanceof AwsError &&
      error.kind === 'answer' &&
      (error.code === 'ResourceNotFoundException' ||
        (error.code === 'ValidationException' && /identifier|model/i.test(error.message)));
    if (missing) return null;
    throw error;
  }
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModel.html */
export const foundationModel = defineProbe({
  id: 'bedrock/foundation-model',
  title: 'the model',
  actions: ['bedrock:GetFoundationModel'],
  needs: { model, profile: maybe(profile) },
  read: async ({ model: choice, profile: routed }, { aws }): Promise<FoundationModelFact | null> => {
    const base = baseIdOf(choice, routed.known ? routed.value : null);
    return base === null ? null : readModel(aws, base);
  },
});
