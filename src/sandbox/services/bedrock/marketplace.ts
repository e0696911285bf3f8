import { type Ask, authorize, deniedMessage } from '../../authorize.ts';
import type { Model, Moment, World } from '../../world.ts';

/** What Bedrock asks of whoever subscribes the account: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const ACTIONS = ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'];

/** What a principal lacks to subscribe the account to a model, in AWS's words; null when nothing. */
export function subscriptionDenial(
  world: World,
  { principal, sessionPolicies }: Pick<Ask, 'principal' | 'sessionPolicies'>,
  model: Model,
  now: Moment,
): string | null {
  for (const action of ACTIONS) {
    const ask: Ask = {
      principal,
      ...(sessionPolicies === undefined ? {} : { sessionPolicies }),
      action,
      resource: '*',
      context: {
        'aws:CalledVia': 'bedrock.amazonaws.com',
        'aws:CalledViaFirst': 'bedrock.amazonaws.com',
        'aws:CalledViaLast': 'bedrock.amazonaws.com',
        // Only Subscribe knows the product it is about.
        ...(action.endsWith(':Subscribe') && model.productId !== null
          ? { 'aws-marketplace:ProductId': model.productId }
          : {}),
      },
    };
    const decision = authorize(world, ask, now);
    if (decision.decision !== 'allowed') return deniedMessage(ask, decision);
  }
  return null;
}
