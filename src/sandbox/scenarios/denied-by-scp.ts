import { callingModel, withInline } from './change.ts';
import { NOVA_LITE } from './models.ts';
import { allBut, allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const deniedByScp = defineScenario({
  id: 'denied-by-scp',
  title: 'the organization denies one Region behind the profile',
  change: (world) => ({
    ...withInline(callingModel(world, `apac.${NOVA_LITE}`), 'Nova', allow('bedrock:InvokeModel', '*')),
    scps: [
      { arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess', document: allow('*', '*') },
      {
        arn: 'arn:aws:organizations::999999999999:policy/o-sandbox/service_control_policy/p-tokyo',
        document: allBut('bedrock:*', 'arn:aws:bedrock:ap-northeast-1::*'),
      },
    ],
  }),
});
