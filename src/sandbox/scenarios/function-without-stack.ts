import { NOT_THE_GUIDES, otherAccount, ran, withNewFunction } from './elsewhere.ts';
import { OPERATOR_KEY } from './keys.ts';
import { SONNET_46 } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const FUNCTION = 'summarize-tickets';
const MODEL = `global.${SONNET_46}`;

export const functionWithoutStack: Scenario = {
  id: 'function-without-stack',
  title: 'a function of Terraform, its model in the code alone; nobody has subscribed the account to it',
  shows: 'marketplace-subscription-denied',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_FUNCTION: FUNCTION },
  fix: { option: '1', model: MODEL },
  world: (baseUrl, now) => {
    const account = otherAccount(baseUrl, now);
    // The window in which first calls succeed is long over.
    const used = { ...account, bedrock: { ...account.bedrock, firstInvokedAt: { [SONNET_46]: now - 86_400_000 } } };
    const deployed = withNewFunction(used, now, {
      name: FUNCTION,
      roleName: `${FUNCTION}-role`,
      rolePath: '/service-role/',
      tags: { ManagedBy: 'terraform' },
      document: allow('bedrock:InvokeModel', '*'),
      application: {
        calls: [{ modelId: MODEL, use: 'chat', api: 'converse' }],
        answers: 'accepted',
        http: null,
        needs: ['ticket'],
        prefix: '[tickets]',
      },
    });
    return ran(deployed, now, FUNCTION, [55, 33, 14, 3], { ticket: 'It does not print.' });
  },
};
