import { AwsError } from '../../aws/error.ts';
import { getFoundationModel } from '../../aws/operations/bedrock.ts';
import { isoDate } from '../../bedrock/dates.ts';
import { textOf, textsOf } from '../../bedrock/text.ts';
import type { Aws } from '../../core/aws.ts';
import { defineProbe } from '../../core/probe.ts';
import { baseModel } from './base-id.ts';

export interface FoundationModelFact {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly streaming: boolean;
  /** 'ON_DEMAND', 'INFERENCE_PROFILE', 'PROVISIONED'; AWS may add more. */
  readonly inferenceTypes: readonly string[];
  /** 'ACTIVE', 'LEGACY'; AWS may add more. */
  readonly lifecycle: string;
  /** ISO 8601, or null where AWS gives none. */
  readonly startAt: string | null;
  readonly legacyAt: string | null;
  /** From here on a legacy model may cost more. */
  readonly extendedAccessAt: string | null;
  readonly endOfLifeAt: string | null;
}

/** One model in the Region of `aws`; null when Bedrock does not know the id there. */
export async function readModel(aws: Aws, id: string): Promise<FoundationModelFact | null> {
  try {
    const { modelDetails } = await aws.ask(getFoundationModel, { modelIdentifier: id });
    if (!modelDetails) return null;
    // The dates are newer than the typings of some SDK releases: read them as what they are, unknown members.
    const life: { readonly [key: string]: unknown } = { ...modelDetails.modelLifecycle };
    return {
      id: textOf(modelDetails.modelId) ?? id,
      name: textOf(modelDetails.modelName) ?? id,
      provider: textOf(modelDetails.providerName) ?? '',
      streaming: modelDetails.responseStreamingSupported === true,
      inferenceTypes: [...textsOf(modelDetails.inferenceTypesSupported)],
      lifecycle: textOf(modelDetails.modelLifecycle?.status) ?? 'ACTIVE',
      startAt: isoDate(life['startOfLifeTime']),
      legacyAt: isoDate(life['legacyTime']),
      extendedAccessAt: isoDate(life['publicExtendedAccessTime']),
      endOfLifeAt: isoDate(life['endOfLifeTime']),
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
  scope: [],
  ahead: true,
  needs: { baseModel },
  read: async ({ baseModel: base }, { aws }): Promise<FoundationModelFact | null> =>
    base === null ? null : readModel(aws, base),
});
