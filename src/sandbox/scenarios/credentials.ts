import { agreed, withFunction } from './change.ts';
import { EXPIRED_KEY, UNKNOWN_KEY } from './keys.ts';
import { HAIKU } from './models.ts';
import { defineScenario } from './scenario.ts';

/** Four times what AWS allows. */
const TWENTY_MINUTES = 20 * 60_000;

export const clockSkew = defineScenario({
  id: 'clock-skew',
  title: "the machine's clock is twenty minutes slow",
  change: (world) => ({ ...agreed(world), clockSkewMs: TWENTY_MINUTES }),
});

export const credentialsExpired = defineScenario({
  id: 'credentials-expired',
  title: 'the operator must sign in again',
  change: (world) => agreed(world),
  key: EXPIRED_KEY,
});

export const credentialsInvalid = defineScenario({
  id: 'credentials-invalid',
  title: 'the key is not known',
  change: (world) => agreed(world),
  key: UNKNOWN_KEY,
});

export const bearerTokenRejected = defineScenario({
  id: 'bearer-token-rejected',
  title: 'the function has a Bedrock API key, and it has expired',
  change: (world) =>
    withFunction(agreed(world), {
      environment: { BEDROCK_MODEL_ID: HAIKU, AWS_BEARER_TOKEN_BEDROCK: 'sandbox-key-that-expired' },
    }),
});
