import { fault, text } from '../../operation.ts';
import { agreementOf, subscribing } from './agreement.ts';
import { offerToken } from './list-foundation-model-agreement-offers.ts';
import { subscriptionDenial } from './marketplace.ts';
import { modelAnywhere } from './model.ts';
import { idOf, operation, UNKNOWN_MODEL } from './operation.ts';
import { RESTRICTED } from './read-model.ts';

/**
 * Accepts an offer with the Marketplace permissions of whoever calls:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateFoundationModelAgreement.html
 */
export const createFoundationModelAgreement = operation(
  'CreateFoundationModelAgreement',
  (world, input, { now, caller }) => {
    const given = text(input, 'modelId');
    const model = given.startsWith('arn:') ? null : modelAnywhere(world, given);
    if (!model || model.productId === null) return UNKNOWN_MODEL;
    if (text(input, 'offerToken') !== offerToken(model.productId)) {
      return fault('ValidationException', 400, 'The provided offer token is invalid.');
    }
    if (world.bedrock.gate === 'restricted') return RESTRICTED;
    const denial = subscriptionDenial(
      world,
      { principal: caller.arn, sessionPolicies: caller.sessionPolicies },
      model,
      now,
    );
    if (denial !== null) return fault('AccessDeniedException', 403, denial);
    const status = agreementOf(world, model.id, now)?.status;
    if (status === 'AVAILABLE' || status === 'PENDING') {
      return fault('ConflictException', 400, `An agreement for the model exists already and is ${status}.`);
    }
    return { world: subscribing(world, model.id, now, false), output: { modelId: model.id }, status: 202 };
  },
);

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteFoundationModelAgreement.html */
export const deleteFoundationModelAgreement = operation('DeleteFoundationModelAgreement', (world, input, { now }) => {
  const id = idOf(text(input, 'modelId'));
  if (agreementOf(world, id, now) === null) {
    return fault('ResourceNotFoundException', 404, 'The agreement does not exist.');
  }
  const { [id]: _gone, ...agreements } = world.bedrock.agreements;
  return { world: { ...world, bedrock: { ...world.bedrock, agreements } }, output: {}, status: 202 };
});
