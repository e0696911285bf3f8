import { CAUSES } from '../causes/catalogue.ts';
import type { CauseId } from '../core/cause.ts';
import type { Facts } from '../core/gather.ts';
import type { ReportRemedy } from '../core/report.ts';
import { refusalOf } from './refusal.ts';

/** Why Subscribe is more than the guide says: it accepts terms and buys for the whole account. */
export const SUBSCRIBE_RISK =
  'aws-marketplace:Subscribe on * is account-wide buying power: whoever controls the function may subscribe the account to any product. Take it away again once the agreement is there.';

/** What cures a cause, safest first. Pure. */
export function offersOf(cause: CauseId, facts: Facts): readonly ReportRemedy[] {
  const byHand: ReportRemedy = {
    id: 'by-hand',
    option: null,
    title: CAUSES[cause].next,
    owner: CAUSES[cause].owner,
    command: null,
    automatic: false,
    risk: '',
    steps: [],
  };
  if (cause === 'marketplace-subscription-pending' || cause === 'propagation-pending') {
    return [{ ...byHand, id: 'wait', owner: 'nobody', command: 'bedrock-doctor verify --tail' }];
  }
  const grant = refusalOf(cause, facts) === null;
  if (cause !== 'marketplace-subscription-denied' || !grant) return [byHand];
  const option3 = (id: string, title: string, command: string, risk: string): ReportRemedy => ({
    id,
    option: 3,
    title,
    owner: 'developer',
    command,
    automatic: true,
    risk,
    steps: [],
  });
  return [
    {
      ...byHand,
      id: 'accept-agreement',
      title: 'Accept the agreement once, as an administrator: the role needs no new permission',
    },
    option3(
      'grant-temporary',
      'Let the role subscribe, trigger the subscription once, and take the permission away again',
      'bedrock-doctor fix --option 3 --grant temporary',
      'The account accepts the terms of this model.',
    ),
    option3(
      'grant-model',
      'Let the role subscribe to this model only',
      'bedrock-doctor fix --option 3 --grant model',
      "The role keeps the right to subscribe the account to this model's product.",
    ),
    option3(
      'put-role-policy',
      "The guide's option 3: let the role subscribe",
      'bedrock-doctor fix --option 3',
      SUBSCRIBE_RISK,
    ),
  ];
}
