import { modelIn, NOT_THE_GUIDES, otherAccount, ran, withNewFunction } from './elsewhere.ts';
import { REGION } from './function.ts';
import { OPERATOR_KEY } from './keys.ts';
import { NOVA_LITE } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const FUNCTION = 'policy-assistant';

export const actionNotAllowed: Scenario = {
  id: 'action-not-allowed',
  title: 'the role may invoke the model, but not retrieve from the knowledge base before it',
  shows: 'action-not-allowed',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_FUNCTION: FUNCTION },
  fix: { option: '3' },
  world: (baseUrl, now) => {
    const deployed = withNewFunction(otherAccount(baseUrl, now), now, {
      name: FUNCTION,
      roleName: `${FUNCTION}-role`,
      document: allow('bedrock:InvokeModel', modelIn(REGION, NOVA_LITE)),
      environment: { KNOWLEDGE_BASE_ID: 'KBSANDBOX1', MODEL_ID: NOVA_LITE },
      application: {
        calls: [
          { modelId: 'KBSANDBOX1', use: 'retrieve', api: 'agent' },
          { modelId: NOVA_LITE, use: 'chat', api: 'converse' },
        ],
        answers: 'json',
        http: { kind: 'http', path: '/policy' },
        needs: ['question'],
        prefix: '[policy]',
      },
    });
    return ran(deployed, now, FUNCTION, [44, 23, 5], { question: 'May I work from abroad?' });
  },
};
