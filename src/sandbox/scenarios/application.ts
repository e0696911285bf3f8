import { agreed, gated, withFunction, withRole } from './change.ts';
import { defineScenario } from './scenario.ts';

export const healthy = defineScenario({
  id: 'healthy',
  title: 'everything works',
  change: (world) => agreed(world),
});

export const functionTimeout = defineScenario({
  id: 'function-timeout',
  title: 'the function cannot reach Bedrock from its network',
  change: (world) => withFunction(agreed(world), { behavior: 'times-out', vpcSubnetIds: ['subnet-0sandbox'] }),
});

export const functionError = defineScenario({
  id: 'function-error',
  title: 'the function fails by itself',
  change: (world) => withFunction(agreed(world), { behavior: 'import-error' }),
});

export const endpointError = defineScenario({
  id: 'endpoint-error',
  title: 'the API has no such path',
  change: (world) => ({ ...agreed(world), apiBroken: true }),
});

export const requestInvalid = defineScenario({
  id: 'request-invalid',
  title: 'the function sends a body that the model does not take',
  change: (world) => withFunction(agreed(world), { behavior: 'bad-request' }),
});

export const logsMissing = defineScenario({
  id: 'logs-missing',
  title: 'the role may not write logs, so there is no log group',
  change: (world) => ({ ...withRole(agreed(world), { attached: [] }), logGroups: {} }),
});

export const unknown = defineScenario({
  id: 'unknown',
  title: 'everything looks right, and Bedrock still says 403 without a reason',
  change: (world) => withFunction(gated(world, 'silent'), { quiet: true }),
});
