import { defineCheck } from '../../core/check.ts';
import { useCaseForm } from '../../probes/bedrock/use-case-form.ts';
import { named } from '../../probes/run/named.ts';
import { modelKnown } from '../model/known.ts';
import { regionOffersBedrock } from '../target/region-offers-bedrock.ts';

/** Whether Anthropic's form is there: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
export const useCaseFormSubmitted = defineCheck({
  id: 'account/use-case-form',
  title: 'The use-case form is submitted',
  link: 'form',
  needs: { useCaseForm, named },
  after: [regionOffersBedrock, modelKnown],
  messages: {
    missing: {
      severity: 'error',
      cause: 'use-case-form-missing',
      title: 'The use-case form has not been submitted',
      say: () => "The account has not sent in Anthropic's use-case form; without it every call is refused.",
    },
  },
  judge({ useCaseForm: form, named: given }, find) {
    if (!form.needed) return { status: 'not-applicable', why: 'only Anthropic asks for it' };
    if (form.submitted) return [];
    return [
      find('missing', {
        subject: given.region,
        data: undefined as never,
        evidence: [{ kind: 'fact', probe: 'bedrock/use-case-form', pointer: '/submitted', value: false }],
      }),
    ];
  },
});
