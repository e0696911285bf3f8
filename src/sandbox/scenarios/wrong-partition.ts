import { baseWorld } from './base.ts';
import { agreed, called, withInline } from './change.ts';
import { govCloud } from './gov-cloud.ts';
import { OPERATOR_KEY } from './keys.ts';
import { allow } from './policy.ts';
import type { Scenario } from './scenario.ts';

/** An account in GovCloud whose role has a policy that was written for the commercial partition. */
export const wrongPartition: Scenario = {
  id: 'wrong-partition',
  title: "the policy names the commercial partition's model, and the account is in GovCloud",
  shows: 'invoke-not-allowed',
  key: OPERATOR_KEY,
  world: (baseUrl, now) => {
    const there = govCloud(agreed(baseWorld(baseUrl, now)));
    const document = allow('bedrock:InvokeModel', `arn:aws:bedrock:${there.region}::foundation-model/*`);
    return called(withInline(there, 'PoetryFunctionRolePolicy0', document), now, 4);
  },
};
