import { agreed, withBedrock } from './change.ts';
import { modelCalled, NOT_THE_GUIDES, otherAccount } from './elsewhere.ts';
import { ACCOUNT, OPERATOR_KEY } from './keys.ts';
import { FABLE_5, NOVA_LITE } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const USER = 'BedrockAPIKey-k7m2';
/** The text of a long-term key: the user and account that it is of, and a secret. Made up. */
export const API_KEY = `ABSK${Buffer.from(`${USER}-at-${ACCOUNT}:sandbox-api-key`).toString('base64')}`;
const AGENT = 'python-requests/2.32.5';
const MODEL = FABLE_5;
const DAY = 86_400_000;

export const userApiKey: Scenario = {
  id: 'user-api-key',
  title: 'the user behind a Bedrock API key may use the key, but not the model that its application asks for',
  shows: 'invoke-not-allowed',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_USER: USER, SANDBOX_BEDROCK_API_KEY: API_KEY },
  fix: { option: '3' },
  world: (baseUrl, now) => {
    const account = withBedrock(agreed(otherAccount(baseUrl, now), FABLE_5), { dataRetention: 'provider_data_share' });
    const nova = `arn:aws:bedrock:*::foundation-model/${NOVA_LITE}`;
    const world = {
      ...account,
      users: {
        ...account.users,
        [USER]: {
          name: USER,
          path: '/',
          id: 'AIDASANDBOXAPIKEY001',
          inline: {
            Key: allow('bedrock:CallWithBearerToken', '*'),
            Models: allow(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], nova),
          },
          attached: [],
          boundary: null,
        },
      },
      apiKeys: { [API_KEY]: { user: USER, expiresAt: now + 30 * DAY } },
    };
    const who = { principal: `arn:aws:iam::${ACCOUNT}:user/${USER}`, userAgent: AGENT, accessKeyId: '' };
    const working = modelCalled(world, now, who, { modelId: NOVA_LITE, use: 'chat', api: 'converse' }, [200, 90]);
    return modelCalled(working, now, who, { modelId: MODEL, use: 'chat', api: 'converse' }, [88, 47, 19]);
  },
};
