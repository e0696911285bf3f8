import { agreed, withInline, withLimited } from './change.ts';
import { REGION } from './function.ts';
import { LIMITED_KEY } from './keys.ts';
import { SONNET_35 } from './models.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

export const simulatorForbidden = defineScenario({
  id: 'simulator-forbidden',
  title: 'the operator may read the policies but not simulate them; they allow another model',
  shows: 'invoke-not-allowed',
  change: (world) =>
    withInline(
      withLimited(agreed(world), 'iam:SimulatePrincipalPolicy'),
      'PoetryFunctionRolePolicy0',
      allow('bedrock:InvokeModel', `arn:aws:bedrock:${REGION}::foundation-model/${SONNET_35}`),
    ),
  key: LIMITED_KEY,
  quietLog: true,
});
