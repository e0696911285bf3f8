import { agreed, withInline } from './change.ts';
import { defineScenario } from './scenario.ts';

export const guardrailRequired = defineScenario({
  id: 'guardrail-required',
  title: 'calls without the company guardrail are denied, and the call names none',
  change: (world) =>
    withInline(agreed(world), 'GuardrailOrNothing', {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OnlyWithGuardrail',
          Effect: 'Deny',
          Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
          Resource: '*',
          Condition: {
            StringNotLike: {
              'bedrock:GuardrailIdentifier': 'arn:aws:bedrock:ap-northeast-2:123456789012:guardrail/sandboxguard*',
            },
          },
        },
      ],
    }),
});
