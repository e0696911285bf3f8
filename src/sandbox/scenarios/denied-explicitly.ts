import { agreed, withInline } from './change.ts';
import { defineScenario } from './scenario.ts';

export const deniedExplicitly = defineScenario({
  id: 'denied-explicitly',
  title: 'a policy of the role denies the call',
  change: (world) =>
    withInline(agreed(world), 'NoBedrock', {
      Version: '2012-10-17',
      Statement: [{ Sid: 'NoBedrockHere', Effect: 'Deny', Action: 'bedrock:*', Resource: '*' }],
    }),
});
