import { agreed, withInline } from './change.ts';
import { REGION } from './function.ts';
import { allow } from './policy.ts';
import { defineScenario } from './scenario.ts';

const MANAGEMENT = '999999999999';
const GUARDRAIL = `arn:aws:bedrock:${REGION}:${MANAGEMENT}:guardrail/orgguardrail1`;

export const organizationGuardrailBroken = defineScenario({
  id: 'organization-guardrail-broken',
  title: 'the organization enforces a guardrail whose own policy does not let the account apply it',
  change: (world) => {
    const allowed = withInline(agreed(world), 'Guardrails', allow('bedrock:ApplyGuardrail', '*'));
    return {
      ...allowed,
      organization: {
        id: 'o-sandboxorg1',
        managementAccount: MANAGEMENT,
        accounts: 12,
        seed: 1,
        // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock_syntax.html
        bedrockPolicy: {
          bedrock: {
            guardrail_inference: { [REGION]: { config_1: { identifier: `${GUARDRAIL}:1`, input_tags: 'honor' } } },
          },
        },
      },
      bedrock: { ...allowed.bedrock, enforcedGuardrails: [{ arn: GUARDRAIL, version: '1', usable: false }] },
    };
  },
});
