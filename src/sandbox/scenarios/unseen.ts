import { agreed, underRegionScp, withLimited } from './change.ts';
import { LIMITED_KEY, WEAK_KEY } from './keys.ts';
import { defineScenario } from './scenario.ts';

export const operatorNotAllowed = defineScenario({
  id: 'operator-not-allowed',
  title: 'the operator may read nothing but who they are',
  change: (world) => agreed(world),
  key: WEAK_KEY,
});

export const iamUnreadable = defineScenario({
  id: 'iam-unreadable',
  title: 'the operator may read everything but IAM, and nobody has called',
  shows: 'operator-not-allowed',
  change: (world) => withLimited(agreed(world), 'iam:*'),
  key: LIMITED_KEY,
  quietLog: true,
});

export const iamUnreadableButWorking = defineScenario({
  id: 'iam-unreadable-but-working',
  title: 'the operator may read everything but IAM, and a fresh success says that nothing denies',
  shows: 'healthy',
  change: (world) => withLimited(agreed(world), 'iam:*'),
  key: LIMITED_KEY,
});

export const scpUnseen = defineScenario({
  id: 'scp-unseen',
  title: 'the organization denies the Region by a condition, and nobody has called since',
  shows: 'denied-by-scp',
  change: (world) => underRegionScp(agreed(world)),
  quietLog: true,
});
