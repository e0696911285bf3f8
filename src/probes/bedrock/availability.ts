import { AwsError } from '../../aws/error.ts';
import { getFoundationModelAvailability } from '../../aws/operations/bedrock.ts';
import { textOf } from '../../bedrock/text.ts';
import { defineProbe } from '../../core/probe.ts';
import { baseModel } from './base-id.ts';

/** The four fields, as AWS words them: a hint, never proof (contract, section 3, rule 5). */
export interface AvailabilityFact {
  readonly agreement: string;
  readonly agreementError: string | null;
  readonly authorization: string;
  readonly entitlement: string;
  readonly region: string;
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html; null for an id it does not know. */
export const availability = defineProbe({
  id: 'bedrock/availability',
  title: "the account's access to the model",
  actions: ['bedrock:GetFoundationModelAvailability'],
  scope: [],
  ahead: true,
  needs: { baseModel },
  read: async ({ baseModel: base }, { aws }): Promise<AvailabilityFact | null> => {
    if (base === null) return null;
    try {
      const answer = await aws.ask(getFoundationModelAvailability, { modelId: base });
      return {
        agreement: textOf(answer.agreementAvailability?.status) ?? 'UNKNOWN',
        agreementError: textOf(answer.agreementAvailability?.errorMessage),
        authorization: textOf(answer.authorizationStatus) ?? 'UNKNOWN',
        entitlement: textOf(answer.entitlementAvailability) ?? 'UNKNOWN',
        region: textOf(answer.regionAvailability) ?? 'UNKNOWN',
      };
    } catch (error) {
      const missing =
        error instanceof AwsError && ['ResourceNotFoundException', 'ValidationException'].includes(error.code);
      if (missing) return null;
      throw error;
    }
  },
});
