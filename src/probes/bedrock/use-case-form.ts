import { orNull } from '../../aws/error.ts';
import { getUseCaseForModelAccess } from '../../aws/operations/bedrock.ts';
import { defineProbe } from '../../core/probe.ts';
import { baseModel } from './base-id.ts';

/** Whether the model's provider asks for the form at all. Asks nobody. */
const asksForForm = defineProbe({
  id: 'bedrock/asks-for-form',
  title: 'whether the provider asks for a form',
  actions: [],
  scope: [],
  passing: true,
  needs: { baseModel },
  read: async ({ baseModel: base }): Promise<boolean> => base?.startsWith('anthropic.') === true,
});

/** Whether the provider's use-case form is there. What is in it is the account's business and is not recorded. */
export interface FormFact {
  readonly needed: boolean;
  readonly submitted: boolean;
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetUseCaseForModelAccess.html; only Anthropic asks for it. */
export const useCaseForm = defineProbe({
  id: 'bedrock/use-case-form',
  title: 'the use-case form',
  actions: ['bedrock:GetUseCaseForModelAccess'],
  scope: [],
  ahead: true,
  needs: { asksForForm },
  read: async ({ asksForForm: needed }, { aws }): Promise<FormFact> => {
    if (!needed) return { needed: false, submitted: false };
    const answer = await orNull(['ResourceNotFoundException'], aws.ask(getUseCaseForModelAccess, {}));
    return { needed: true, submitted: answer !== null && (answer.formData?.length ?? 0) > 0 };
  },
});
