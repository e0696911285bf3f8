import { agreed, withBedrock, withFunction, withInline } from './change.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

const GUARDRAIL = 'arn:aws:bedrock:ap-northeast-2:123456789012:guardrail/sandboxguard';
const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/6f7a1c30-0000-4000-8000-0a1b2c3d4e5f';

export const kmsDenied = defineScenario({
  id: 'kms-denied',
  title: 'the role may not use the key of the guardrail',
  change: (world) => {
    const guarded = withFunction(agreed(world), { guardrail: GUARDRAIL });
    const allowed = withInline(guarded, 'Guardrail', allow('bedrock:ApplyGuardrail', GUARDRAIL));
    return withBedrock(allowed, { guardrails: { [GUARDRAIL]: { kmsKeyArn: KEY } } });
  },
});
