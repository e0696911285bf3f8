import { agreed } from './change.ts';
import { HAIKU } from './models.ts';
import { allBut } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const deniedByRcp = defineScenario({
  id: 'denied-by-rcp',
  title: 'the organization denies the model to everybody',
  change: (world) => ({
    ...agreed(world),
    rcps: [
      {
        arn: 'arn:aws:organizations::999999999999:policy/o-sandbox/resource_control_policy/p-models',
        document: allBut('bedrock:InvokeModel', `arn:aws:bedrock:*::foundation-model/${HAIKU}`),
      },
    ],
  }),
});
