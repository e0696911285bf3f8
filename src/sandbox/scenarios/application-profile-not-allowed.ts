import { callingModel, withBedrock, withInline } from './change.ts';
import { REGION } from './function.ts';
import { ACCOUNT } from './keys.ts';
import { NOVA_LITE } from './models.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

const ID = 'p0e7ryk1w3a9';
const MODEL = `arn:aws:bedrock:${REGION}::foundation-model/${NOVA_LITE}`;

export const applicationProfileNotAllowed = defineScenario({
  id: 'application-profile-not-allowed',
  title: 'the role may invoke the model, but not the application inference profile in front of it',
  shows: 'invoke-profile-not-allowed',
  change: (world) => {
    const profile = { id: ID, name: 'poems', type: 'APPLICATION' as const, regions: [REGION], modelArns: [MODEL] };
    const arn = `arn:aws:bedrock:${REGION}:${ACCOUNT}:application-inference-profile/${ID}`;
    const calling = callingModel(withBedrock(world, { profiles: [...world.bedrock.profiles, profile] }), arn);
    return withInline(calling, 'Nova', allow('bedrock:InvokeModel', MODEL));
  },
});
