import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { enforcedGuardrails } from '../../probes/bedrock/enforced-guardrails.ts';
import { evidence as evidenceProbe } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { caller } from '../../probes/sts/caller.ts';
import { modelKnown } from '../model/known.ts';
import { readEvidence } from '../model-evidence.ts';

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
/** A guardrail's ARN without its version. */
const bare = (arn: string): string => arn.replace(/:\d+$/, '');

/**
 * Whether the guardrail that the organization enforces can be used here: it lives in another account, whose resource-based
 * policy has to let this one apply it. https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html
 */
export const organizationGuardrail = defineCheck({
  id: 'account/organization-guardrail',
  title: "The organization's guardrail can be used",
  link: 'agreement',
  needs: {
    model,
    caller: maybe(caller),
    evidence: maybe(evidenceProbe),
    enforcedGuardrails: maybe(enforcedGuardrails),
  },
  // What a call was answered shows that Bedrock has the model, whether its catalog may be read or not.
  after: [modelKnown],
  messages: {
    broken: {
      severity: 'error',
      cause: 'organization-guardrail-broken',
      title: "The organization's guardrail cannot be used",
      say: ({ guardrail, owner }: { guardrail: string; owner: string }) =>
        `The organization enforces ${guardrail} of account ${owner} on every call, and a call was refused for it: no policy of this account fixes that.`,
    },
  },
  judge({ model: choice, caller: who, evidence: seen, enforcedGuardrails: enforced }, find) {
    const seenOf = readEvidence(seen, choice.reference.given);
    const refused = seenOf.observations.findLast(
      ({ cause, resource }) => cause === 'guardrail-not-allowed' && resource !== null,
    );
    // Served calls show that whatever is enforced can be used.
    if (!refused?.resource)
      return seenOf.newestSuccessAt === null
        ? { status: 'not-applicable', why: 'no call was refused for a guardrail' }
        : [];
    const owner = accountOf(refused.resource);
    // Not even with the right to list them would one of this account be the organization's.
    if (!who.known || owner === '' || owner === who.value.account)
      return { status: 'not-applicable', why: 'the guardrail is of this account' };
    if (!enforced.known)
      return { status: 'unknown', missing: 'bedrock:ListEnforcedGuardrailsConfiguration', why: enforced.why };
    const guardrail = bare(refused.resource);
    if (!enforced.value?.arns.some((arn) => bare(arn) === guardrail))
      return { status: 'not-applicable', why: 'the guardrail is not an enforced one' };
    return [
      find('broken', {
        subject: guardrail,
        data: { guardrail, owner },
        evidence: [refused.evidence],
        observedAt: new Date(refused.at).toISOString(),
        explains: ['guardrail-not-allowed'],
      }),
    ];
  },
});
