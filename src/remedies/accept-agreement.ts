import { parseModel } from '../bedrock/model-id.ts';
import { needsSubscription } from '../bedrock/products.ts';
import { CAUSES } from '../causes/catalogue.ts';
import { known } from '../core/judge.ts';
import { availability } from '../probes/bedrock/availability.ts';
import { baseIdOf } from '../probes/bedrock/base-id.ts';
import { profile } from '../probes/bedrock/profile.ts';
import { useCaseForm } from '../probes/bedrock/use-case-form.ts';
import { model } from '../probes/run/model.ts';
import { modelAgreement } from '../settings/bedrock/model-agreement.ts';
import { useCaseForm as formSetting } from '../settings/bedrock/use-case-form.ts';
import { type ProposedChange, proposeChange, type Remedy } from './remedy.ts';

/** States in which the agreement has been accepted already. */
const ACCEPTED: ReadonlySet<string> = new Set(['AVAILABLE', 'PENDING']);

/**
 * The guide's option 1, whose console page is retired: the account side, done once by the operator, so that the role
 * needs no new permission. https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export const acceptAgreement: Remedy = {
  id: 'accept-agreement',
  option: 1,
  title: 'Accept the agreement once, as the operator: the role needs no new permission',
  owner: 'account-admin',
  fixes: ['use-case-form-missing', 'marketplace-subscription-denied', 'model-access-denied'],
  command: 'bedrock-doctor fix --option 1',
  risk: "The account accepts the provider's terms for this model. A use-case form cannot be changed afterwards.",
  time: 'some minutes, up to 15',
  undo: 'bedrock-doctor undo deletes the agreement; the form stays',
  propose({ root, facts, inputs }) {
    const choice = known(model, facts);
    const base = choice === null ? null : baseIdOf(choice, known(profile, facts));
    if (base === null)
      return {
        how: 'refused',
        why: 'The base model is not known, so there is no agreement to accept; name the model with --model.',
      };
    const form = known(useCaseForm, facts);
    const proposed: ProposedChange[] = [];
    if (form?.needed === true && !form.submitted) {
      const text = inputs.form;
      if (text === null) {
        return {
          how: 'needs',
          what: 'use-case',
          say: `The provider's use-case form is missing, and only you can fill it in: pass --use-case FILE (fix --print-use-case-template prints one).`,
        };
      }
      // Whatever is there stays: it is a statement of the account's to the provider.
      proposed.push(proposeChange(formSetting, { provider: 'Anthropic' }, (from) => from ?? text));
    }
    const agreement = known(availability, facts)?.agreement ?? null;
    const paid = needsSubscription(parseModel(base).provider);
    if (paid && (agreement === null || !ACCEPTED.has(agreement))) {
      proposed.push(proposeChange(modelAgreement, { model: base }, () => ({ accepted: true as const })));
    }
    const [first, ...rest] = proposed;
    if (first) {
      return { how: 'automatic', proposed: [first, ...rest], consent: paid ? 'terms' : 'change' };
    }
    return {
      how: 'refused',
      why: `The agreement for ${base} is there already${form?.needed === true ? ', and so is the form' : ''}; option 1 cannot fix ${root?.cause ?? 'this'}.${root === null ? '' : ` ${CAUSES[root.cause].next}`}`,
    };
  },
};
