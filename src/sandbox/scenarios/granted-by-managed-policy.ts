import { agreed, withRole } from './change.ts';
import { poetryRole } from './function.ts';
import { ACCOUNT } from './keys.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

const ARN = `arn:aws:iam::${ACCOUNT}:policy/team/InvokeClaude`;

export const grantedByManagedPolicy = defineScenario({
  id: 'granted-by-managed-policy',
  title: 'the role has no policy of its own, and a managed one that allows the call',
  shows: 'healthy',
  change: (world, now) => {
    const policy = {
      arn: ARN,
      name: 'InvokeClaude',
      path: '/team/',
      defaultVersion: 'v2',
      versions: { v1: allow('logs:*', '*'), v2: allow('bedrock:InvokeModel', '*') },
    };
    const attached = [...poetryRole(now).attached, ARN];
    return withRole(agreed({ ...world, policies: { ...world.policies, [ARN]: policy } }), { inline: {}, attached });
  },
});
