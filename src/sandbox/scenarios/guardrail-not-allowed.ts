import { agreed, withBedrock, withFunction } from './change.ts';
import { defineScenario } from './scenario.ts';

const GUARDRAIL = 'arn:aws:bedrock:ap-northeast-2:123456789012:guardrail/sandboxguard';

export const guardrailNotAllowed = defineScenario({
  id: 'guardrail-not-allowed',
  title: 'the role may not apply the guardrail of its calls',
  change: (world) =>
    withBedrock(withFunction(agreed(world), { guardrail: GUARDRAIL }), {
      guardrails: { [GUARDRAIL]: { kmsKeyArn: null } },
    }),
});
