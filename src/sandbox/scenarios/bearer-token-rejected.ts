import { agreed, withFunction } from './change.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

export const bearerTokenRejected = defineScenario({
  id: 'bearer-token-rejected',
  title: 'the function has a Bedrock API key, and it has expired',
  change: (world) =>
    withFunction(agreed(world), {
      environment: { BEDROCK_MODEL_ID: HAIKU, AWS_BEARER_TOKEN_BEDROCK: 'sandbox-key-that-expired' },
    }),
});
