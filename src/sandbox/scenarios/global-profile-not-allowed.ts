import { agreed, callingModel, withInline } from './change.ts';
import { REGION } from './function.ts';
import { HAIKU_45 } from './models.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const globalProfileNotAllowed = defineScenario({
  id: 'global-profile-not-allowed',
  title: 'the role may invoke the global profile and the model here, but not the model without a Region',
  shows: 'invoke-profile-not-allowed',
  fix: { option: '3' },
  change: (world) =>
    withInline(
      callingModel(agreed(world, HAIKU_45), `global.${HAIKU_45}`),
      'Global',
      allow('bedrock:InvokeModel', [
        `arn:aws:bedrock:${REGION}:*:inference-profile/*`,
        `arn:aws:bedrock:${REGION}::foundation-model/*`,
      ]),
    ),
});
