import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { evidence as evidenceProbe } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { modelKnown } from '../model/known.ts';
import { readEvidence } from '../model-evidence.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions-id.html */
const KEY = 'bedrock:guardrailidentifier';

interface Statement {
  readonly Effect?: unknown;
  readonly Condition?: unknown;
}

/** Whether a document denies what names no guardrail, or not the right one. */
function wantsGuardrail(text: string): boolean {
  try {
    const { Statement: given } = JSON.parse(text) as { readonly Statement?: Statement | readonly Statement[] };
    return [given ?? []].flat().some(
      ({ Effect, Condition }) =>
        Effect === 'Deny' &&
        JSON.stringify(Condition ?? {})
          .toLowerCase()
          .includes(`"${KEY}"`),
    );
  } catch {
    return false;
  }
}

/**
 * Whether the calls name the guardrail that a policy asks for: such a Deny is fixed by the call, which has to name it, and
 * not by taking the Deny away.
 */
export const guardrailNamed = defineCheck({
  id: 'policy/guardrail-named',
  title: 'The call names the guardrail that a policy asks for',
  link: 'policy',
  needs: { model, rolePolicies: maybe(rolePolicies), evidence: maybe(evidenceProbe) },
  after: [modelKnown],
  messages: {
    unnamed: {
      severity: 'error',
      cause: 'guardrail-required',
      title: 'Calls without the guardrail are denied',
      say: ({ policy }: { policy: string }) =>
        `The policy ${policy} denies calls by bedrock:GuardrailIdentifier, and a call was denied explicitly: the call has to name the guardrail.`,
    },
  },
  judge({ model: choice, rolePolicies: read, evidence: seen }, find) {
    const denied = readEvidence(seen, choice.reference.given).observations.findLast(
      ({ cause }) => cause === 'denied-explicitly',
    );
    if (!denied) return { status: 'not-applicable', why: 'no call was denied explicitly' };
    if (!read.known || read.value === null) return { status: 'not-applicable', why: 'its policies are not known' };
    const policy = [...read.value.inline, ...read.value.attached].find(({ text }) => wantsGuardrail(text));
    if (!policy) return [];
    return [
      find('unnamed', {
        subject: policy.name,
        data: { policy: policy.name },
        evidence: [denied.evidence],
        observedAt: new Date(denied.at).toISOString(),
        explains: ['denied-explicitly'],
      }),
    ];
  },
});
