import { orNull } from '../../aws/error.ts';
import { getInferenceProfile } from '../../aws/operations/bedrock.ts';
import { isProfile } from '../../bedrock/model-id.ts';
import { textOf, textsOf } from '../../bedrock/text.ts';
import { defineProbe } from '../../core/probe.ts';
import { modelReference } from '../run/model.ts';

export interface ProfileFact {
  readonly id: string;
  readonly arn: string;
  readonly type: string;
  readonly status: string;
  readonly modelArns: readonly string[];
}

/**
 * The inference profile the id names, with its destinations; null when it is none, or not here.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetInferenceProfile.html
 */
export const profile = defineProbe({
  id: 'bedrock/profile',
  title: 'the inference profile',
  actions: ['bedrock:GetInferenceProfile'],
  scope: [],
  ahead: true,
  needs: { modelReference },
  read: async ({ modelReference: reference }, { aws }): Promise<ProfileFact | null> => {
    if (!isProfile(reference)) return null;
    const answer = await orNull(
      ['ResourceNotFoundException', 'ValidationException'],
      aws.ask(getInferenceProfile, { inferenceProfileIdentifier: reference.given }),
    );
    return (
      answer && {
        id: textOf(answer.inferenceProfileId) ?? reference.given,
        arn: textOf(answer.inferenceProfileArn) ?? reference.given,
        type: textOf(answer.type) ?? 'SYSTEM_DEFINED',
        status: textOf(answer.status) ?? 'ACTIVE',
        modelArns: textsOf((answer.models ?? []).map(({ modelArn }) => modelArn)),
      }
    );
  },
});
