import { orNull } from '../../aws/error.ts';
import { getUseCaseForModelAccess } from '../../aws/operations/bedrock.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { model } from '../run/model.ts';
import { baseIdOf } from './base-id.ts';
import { profile } from './profile.ts';

/** Whether the provider's use-case form is there. What stands in it is the account's business and is not recorded. */
export interface FormFact {
  readonly needed: boolean;
  readonly submitted: boolean;
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetUseCaseForModelAccess.html; only Anthropic asks for it. */
export const useCaseForm = defineProbe({
  id: 'bedrock/use-case-form',
  title: 'the use-case form',
  actions: ['bedrock:GetUseCaseForModelAccess'],
  needs: { model, profile: maybe(profile) },
  read: async ({ model: choice, profile: routed }, { aws }): Promise<FormFact> => {
    const base = baseIdOf(choice, routed.known ? routed.value : null);
    if (base === null || !base.startsWith('anthropic.')) return { needed: false, submitted: false };
    const answer = await orNull(['ResourceNotFoundException'], aws.ask(getUseCaseForModelAccess, {}));
    return { needed: true, submitted: answer !== null && (answer.formData?.length ?? 0) > 0 };
  },
});
