import { agreed, withLimited } from './change.ts';
import { LIMITED_KEY } from './keys.ts';
import { defineScenario } from './scenario.ts';

export const iamUnreadable = defineScenario({
  id: 'iam-unreadable',
  title: 'the operator may read everything but IAM, and nobody has called',
  shows: 'operator-not-allowed',
  change: (world) => withLimited(agreed(world), 'iam:*'),
  key: LIMITED_KEY,
  quietLog: true,
});
