import { AwsError } from '../../aws/error.ts';
import { listEnforcedGuardrails } from '../../aws/operations/bedrock.ts';
import { describeEffectivePolicy } from '../../aws/operations/organizations.ts';
import { textsOf } from '../../bedrock/text.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { evidence } from '../run/evidence.ts';

/** What makes every call carry a guardrail, whether the call names one or not. */
export interface EnforcedGuardrails {
  /** ARNs of the guardrails that are enforced in this Region; empty where there are none. */
  readonly arns: readonly string[];
  /** The organization's Bedrock policy as it comes to this account; null where there is none, or it may not be read. */
  readonly policy: string | null;
}

/** Causes that an enforced guardrail shows itself by. */
const SYMPTOMS: ReadonlySet<string> = new Set(['guardrail-not-allowed', 'organization-guardrail-broken']);

/**
 * The guardrails that the account or its organization enforces, read only where a call was refused for a guardrail; null
 * where none was. The organization's policy is read where it may be, and missed where not.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListEnforcedGuardrailsConfiguration.html,
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_bedrock.html
 */
export const enforcedGuardrails = defineProbe({
  id: 'bedrock/enforced-guardrails',
  title: 'the guardrails that are enforced',
  actions: ['bedrock:ListEnforcedGuardrailsConfiguration', 'organizations:DescribeEffectivePolicy'],
  scope: [],
  needs: { evidence: maybe(evidence) },
  read: async ({ evidence: seen }, { aws }): Promise<EnforcedGuardrails | null> => {
    if (!seen.known || !seen.value.observations.some(({ cause }) => SYMPTOMS.has(cause))) return null;
    const [listed, policy] = await Promise.all([
      aws.ask(listEnforcedGuardrails, {}),
      aws.ask(describeEffectivePolicy, { PolicyType: 'BEDROCK_POLICY' }).catch((error: unknown) => {
        if (error instanceof AwsError) return null;
        throw error;
      }),
    ]);
    return {
      arns: textsOf((listed.guardrailsConfig ?? []).map(({ guardrailArn }) => guardrailArn)),
      policy: policy?.EffectivePolicy?.PolicyContent ?? null,
    };
  },
});
