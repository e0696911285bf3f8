import { agreed } from './change.ts';
import { modelIn, NOT_THE_GUIDES, otherAccount, ran, withNewFunction } from './elsewhere.ts';
import { OPERATOR_KEY } from './keys.ts';
import { GPT_OSS, HAIKU_45 } from './models.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

const REGION = 'us-east-1';
const FUNCTION = 'chat-gateway';

/** The model's name on the OpenAI-compatible endpoint. */
const MANTLE_MODEL = GPT_OSS.replace(/-1:0$/, '');

export const mantleClient: Scenario = {
  id: 'mantle-client',
  title: "an OpenAI client on Bedrock's compatible endpoint, whose role may invoke models but not create inferences",
  shows: 'invoke-not-allowed',
  key: OPERATOR_KEY,
  env: { ...NOT_THE_GUIDES, BEDROCK_DOCTOR_FUNCTION: FUNCTION },
  fix: { option: '3' },
  world: (baseUrl, now) => {
    const account = agreed(otherAccount(baseUrl, now, REGION), HAIKU_45);
    const deployed = withNewFunction(account, now, {
      name: FUNCTION,
      roleName: `${FUNCTION}-role`,
      document: allow('bedrock:InvokeModel', modelIn('*', GPT_OSS)),
      environment: {
        OPENAI_BASE_URL: `https://bedrock-mantle.${REGION}.api.aws/v1`,
        OPENAI_MODEL: MANTLE_MODEL,
      },
      application: {
        calls: [{ modelId: MANTLE_MODEL, use: 'chat', api: 'mantle' }],
        answers: 'json',
        http: { kind: 'http', path: '/chat' },
        needs: ['message'],
        prefix: '[chat]',
      },
    });
    return ran(deployed, now, FUNCTION, [48, 26, 7], { message: 'Hello' });
  },
};
