import { baseWorld } from './base.ts';
import { agreed, called, withRole } from './change.ts';
import { REGION } from './function.ts';
import { OPERATOR_KEY } from './keys.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

/** A call was denied; since then the permission was given, and one replica in three knows of it. */
export const grantInFlight: Scenario = {
  id: 'grant-in-flight',
  title: 'the role was allowed to invoke a moment ago, and calls succeed at some replicas only',
  shows: 'propagation-pending',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => {
    const denied = called(withRole(agreed(baseWorld(baseUrl, now)), { inline: {} }), now, 1);
    const document = allow('bedrock:InvokeModel', `arn:aws:bedrock:${REGION}::foundation-model/*`);
    return withRole(denied, {
      inline: { Invoke: [{ document, visibleAt: [now, now + 120_000, now + 240_000] }] },
    });
  },
};
