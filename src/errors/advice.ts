import type { CauseId } from '../core/cause.ts';
import type { Recognition } from './recognition.ts';

/** What is known of one denial beyond its cause, and so what to do about this one. */
interface Advice {
  readonly id: string;
  readonly fits: (found: Recognition) => boolean;
  /** Sentences; each ends with a full stop. */
  readonly say: string;
  /** Whether it takes the place of what the cause's page says to do next: that would mislead here. */
  readonly instead?: (found: Recognition) => boolean;
}

const GLOBAL = /inference-profile\/global\.|^arn:[^:]+:bedrock:::foundation-model\//;
const isAny = (cause: CauseId, causes: readonly CauseId[]): boolean => causes.includes(cause);

/** Sources: docs/…/global-cross-region-inference.html, service-authorization list_bedrock-mantle, eks/…/pod-identities.html, guardrails-permissions-id.html */
const ADVICE: readonly Advice[] = [
  {
    id: 'bearer-permission',
    fits: ({ cause, action }) => cause === 'bearer-token-rejected' && /:CallWithBearerToken$/i.test(action ?? ''),
    say: 'Allow the principal that action on *; the key itself is in order, and a new key does not help. Or unset AWS_BEARER_TOKEN_BEDROCK, and the call is signed with the credentials.',
    instead: () => true,
  },
  {
    id: 'bearer-forbidden',
    fits: ({ cause, action }) =>
      /:CallWithBearerToken$/i.test(action ?? '') &&
      isAny(cause, ['denied-by-scp', 'denied-explicitly', 'denied-by-boundary']),
    say: 'Bedrock API keys are forbidden here, so no new key helps: unset AWS_BEARER_TOKEN_BEDROCK and call with credentials (a role, or aws sso login).',
  },
  {
    id: 'mantle',
    fits: ({ action }) => /^bedrock-mantle:CreateInference$/i.test(action ?? ''),
    say: 'The call went to the bedrock-mantle endpoint, which asks for bedrock-mantle:CreateInference on the project, and bedrock-mantle:CallWithBearerToken on * with an API key; bedrock:InvokeModel does not cover it. The endpoint bedrock-runtime serves the OpenAI-compatible paths too, under /openai/v1.',
  },
  {
    id: 'global-profile-denied',
    fits: ({ cause, resource }) => isAny(cause, ['denied-by-scp', 'denied-explicitly']) && GLOBAL.test(resource ?? ''),
    say: "The call goes through a global profile, whose requests carry the Region 'unspecified': a rule about Regions is the usual reason. A geographic profile (us., eu., jp., au. …) stays within Regions that may be allowed; or the owner of the policy exempts aws:RequestedRegion 'unspecified' for this model.",
    instead: ({ cause }) => cause === 'denied-explicitly',
  },
  {
    id: 'maybe-guardrail',
    fits: ({ cause, action, resource }) =>
      cause === 'denied-explicitly' &&
      /^bedrock:(?:InvokeModel|Converse)/i.test(action ?? '') &&
      !GLOBAL.test(resource ?? ''),
    say: 'Read the Condition of that Deny first: where it is about bedrock:GuardrailIdentifier, name the guardrail in the call, and leave the Deny alone.',
  },
  {
    id: 'destination',
    fits: ({ cause, resource }) =>
      isAny(cause, ['invoke-not-allowed', 'invoke-stream-not-allowed', 'denied-by-scp', 'denied-by-boundary']) &&
      /^arn:[^:]+:bedrock:[a-z0-9-]+::foundation-model\//.test(resource ?? ''),
    say: 'Where the Region in the resource is not the one you call, the model is a destination of a cross-Region profile: it has to be allowed there too.',
  },
  {
    id: 'node',
    fits: ({ principal }) => /:assumed-role\/[^/]+\/i-[0-9a-f]{6,17}$/.test(principal ?? ''),
    say: 'The caller is the role of the machine itself (its session is an instance id). On EKS the pod lacks a role of its own: give it one by Pod Identity or IRSA, and do not grant the node.',
  },
  {
    id: 'user',
    fits: ({ cause, principal }) =>
      isAny(cause, ['invoke-not-allowed', 'invoke-stream-not-allowed', 'invoke-profile-not-allowed']) &&
      /^arn:[^:]+:iam::[^:]*:user\//.test(principal ?? ''),
    say: 'The caller is an IAM user, not a role: allow that user, or a group that it is in, the action on the resource that the message names.',
    instead: ({ cause, action }) => cause === 'invoke-not-allowed' && !/^bedrock-mantle:/i.test(action ?? ''),
  },
  {
    id: 'service-role',
    fits: ({ principal, signature }) =>
      signature === 'service-role' || /\/AmazonBedrockExecutionRoleFor/.test(principal ?? ''),
    say: 'It is the service role of the agent or knowledge base that was refused, not who called it: the grant belongs to that role.',
  },
  {
    id: 'withdrawn',
    fits: ({ cause }) => cause === 'operation-not-authorized',
    say: 'AWS also says so for a model that it has withdrawn: check that the Region still lists the id.',
  },
];

/** What to do about this error in particular; `instead`: in place of what its cause says to do next. Pure. */
export function adviceOf(found: Recognition): { readonly sentences: readonly string[]; readonly instead: boolean } {
  const fitting = ADVICE.filter(({ fits }) => fits(found));
  return {
    sentences: fitting.map(({ say }) => say),
    instead: fitting.some(({ instead }) => instead?.(found) === true),
  };
}
