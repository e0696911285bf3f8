import type { Model, Moment, World } from '../../world.ts';
import { agreementOf, PAYMENT_PROBLEM, subscribing } from '../bedrock/agreement.ts';
import { subscriptionDenial } from '../bedrock/marketplace.ts';
import type { Invocation, Invoked } from './invocation.ts';

const FRAME =
  'Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after';
const MAY_NOT_SUBSCRIBE =
  'IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details';

const denied = (world: World, message: string): Invoked => ({
  world,
  fault: { code: 'AccessDeniedException', status: 403, message },
});

/** The world that remembers when the account first called the model. */
function firstNoted(world: World, id: string, now: Moment): World {
  const known = world.bedrock.firstInvokedAt;
  return known[id] === undefined
    ? { ...world, bedrock: { ...world.bedrock, firstInvokedAt: { ...known, [id]: now } } }
    : world;
}

/**
 * The Marketplace part of an invocation. The first call of a model starts the subscription with the caller's
 * permissions; while it is set up, calls may succeed and then stop to.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export function subscribed(before: World, call: Invocation, model: Model, now: Moment): Invoked {
  if (model.productId === null) return { world: before, model };
  const agreement = agreementOf(before, model.id, now);
  if (agreement?.status === 'AVAILABLE') return { world: before, model };
  const world = firstNoted(before, model.id, now);
  if (before.bedrock.gate === 'payment') {
    return denied(world, `Model access is denied due to ${PAYMENT_PROBLEM}. ${FRAME} 2 minutes.`);
  }
  if (agreement?.status === 'ERROR') {
    const reason = agreement.errorMessage ?? 'AWS Marketplace Agreement Failed within 15 minutes';
    return denied(world, `Model access is denied due to ${reason}. ${FRAME} 15 minutes.`);
  }
  const since = agreement?.background === true ? agreement.startedAt : (world.bedrock.firstInvokedAt[model.id] ?? now);
  const inWindow = now - since < world.delays.graceMs;
  if (agreement?.status === 'PENDING') {
    return inWindow
      ? { world, model }
      : denied(
          world,
          'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again after 15 minutes.',
        );
  }
  if (subscriptionDenial(world, call, model, now) === null) {
    return { world: subscribing(world, model.id, now, true), model };
  }
  return inWindow
    ? { world, model }
    : denied(world, `Model access is denied due to ${MAY_NOT_SUBSCRIBE}. ${FRAME} 2 minutes.`);
}
