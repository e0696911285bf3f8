import { agreed, withLimited } from './change.ts';
import { LIMITED_KEY } from './keys.ts';
import { defineScenario } from './scenario.ts';

export const iamUnreadableButWorking = defineScenario({
  id: 'iam-unreadable-but-working',
  title: 'the operator may read everything but IAM, and a fresh success says that nothing denies',
  shows: 'healthy',
  change: (world) => withLimited(agreed(world), 'iam:*'),
  key: LIMITED_KEY,
});
