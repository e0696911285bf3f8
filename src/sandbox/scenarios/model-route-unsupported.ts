import { NOT_THE_GUIDES, otherAccount, ran, withNewFunction } from './elsewhere.ts';
import { OPERATOR_KEY } from './keys.ts';
import { SONNET_46 } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const REGION = 'us-east-1';
const FUNCTION = 'draft-writer';

export const modelRouteUnsupported: Scenario = {
  id: 'model-route-unsupported',
  title: 'the OpenAI-compatible path does not serve the model that the client asks for',
  shows: 'model-route-unsupported',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_FUNCTION: FUNCTION },
  world: (baseUrl, now) => {
    const deployed = withNewFunction(otherAccount(baseUrl, now, REGION), now, {
      name: FUNCTION,
      roleName: `${FUNCTION}-role`,
      document: allow(['bedrock-mantle:CreateInference', 'bedrock-mantle:CallWithBearerToken'], '*'),
      environment: { OPENAI_BASE_URL: `https://bedrock-mantle.${REGION}.api.aws/v1`, OPENAI_MODEL: SONNET_46 },
      application: {
        calls: [{ modelId: SONNET_46, use: 'chat', api: 'mantle' }],
        answers: 'json',
        http: { kind: 'http', path: '/drafts' },
        needs: ['topic'],
        prefix: '[chat]',
      },
    });
    return ran(deployed, now, FUNCTION, [35, 17, 6], { topic: 'rain' });
  },
};
