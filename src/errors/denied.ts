import type { CauseId } from '../core/cause.ts';
import type { Signature } from './signature.ts';

/** Services whose denial stops the diagnosis, the fix or the deployment (contract, section 3). */
const OPERATOR: ReadonlySet<string> = new Set([
  'iam',
  'sts',
  'cloudformation',
  'lambda',
  'logs',
  'cloudtrail',
  'servicequotas',
  'organizations',
]);
/** What asks a model, on either endpoint. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html */
const INVOKES = /^(?:InvokeModel\w*|Converse\w*|CreateInference)$/i;
/** What reads Bedrock's control plane: the diagnosis does, and an application may. */
const READS = /^(?:Get|List|Describe|Search|BatchGet)/i;
/** What only an administrator's work needs: to set up. */
const SETS_UP =
  /^(?:Create|Update|Delete|Put|Associate|Disassociate|Register|Deregister|Tag|Untag|Prepare|Copy|Import|Export|Batch(?:Delete|Update)|ListTagsForResource$)/i;
/** Jobs, sessions and memory: an application makes and ends them as it works. */
const WORKS =
  /(?:ModelInvocationJob|AsyncInvoke|IngestionJob|KnowledgeBaseDocuments|Session|InvocationStep|Event|Memory\w*|Prompt|EvaluationJob|Invoke|Token(?:For\w{1,20})?|Credentials?|ApiKey|Actor|AgentCard)s?$/i;

/** Words of tools that deploy: where they stand, the caller is whoever deploys. */
const DEPLOYS =
  /\b(?:terraform|cloudformation|pulumi|serverless|cdk|(?:CREATE|UPDATE|DELETE)_FAILED|ROLLBACK_\w+|Resource handler returned message|sam deploy|changeset)\b|\bcdk-\w+-(?:deploy|cfn-exec)|\bon \S+\.tf line \d+|with (?:data\.)?aws_bedrock/i;

/** An administrator's own session, whatever it is called: https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html */
const SIGNED_IN = /:(?:assumed-)?role\/(?:aws-reserved\/sso\.amazonaws\.com\/(?:[\w-]+\/)?)?AWSReservedSSO_/;
/** A role's session, or the user behind a Bedrock API key: something that runs, not somebody who looks. */
const RUNS = /:assumed-role\/|:role\/|:user\/(?:\S+\/)?BedrockAPIKey-/;

/** What a denial's text says of itself. */
export interface Denial {
  /** `service:Operation`. */
  readonly action: string;
  /** ARN or name; null where the text names none. */
  readonly resource: string | null;
  /** ARN of the caller; null where the text names none. */
  readonly principal: string | null;
  /** AWS's words on what denies: `because no …`, `with an explicit deny in …`; empty where it says nothing. */
  readonly context: string;
  /** Whether the text shows a tool that deploys. */
  readonly deploys: boolean;
}

/**
 * The cause of a denial by its action (contract, section 3): https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 * Null for a service that is not the doctor's. Pure.
 */
function causeOfDenial({ action, resource, principal, context, deploys }: Denial): CauseId | null {
  const [service = '', operation = ''] = action.split(':');
  const prefix = service.toLowerCase();
  const bedrock = /^bedrock(?:-|$)/.test(prefix);
  const marketplace = prefix === 'aws-marketplace';
  if (!bedrock && !marketplace && !OPERATOR.has(prefix)) return null;
  // Metering, catalogues and the like are the seller's side of the Marketplace.
  if (
    marketplace &&
    !/^(?:ViewSubscriptions|Subscribe|Unsubscribe|(?:Create|Accept)AgreementRequest)$/i.test(operation)
  )
    return null;
  const layer = layerOf(context);
  if (layer !== null) return layer;
  if (marketplace) return 'marketplace-subscription-denied';
  if (OPERATOR.has(prefix)) return 'operator-not-allowed';
  if (/^CallWithBearerToken$/i.test(operation)) return 'bearer-token-rejected';
  if (/^ApplyGuardrail$/i.test(operation)) return 'guardrail-not-allowed';
  if (INVOKES.test(operation)) return causeOfInvocation(operation, resource ?? '');
  return isApplications(operation, principal, deploys) ? 'action-not-allowed' : 'operator-not-allowed';
}

/**
 * What a denial means where the one who was denied is the principal whose calls are examined: its own lack of an action, not
 * the operator's (contract, section 3).
 */
export const causeForExamined = ({
  cause,
  action,
}: {
  readonly cause: CauseId;
  readonly action: string | null;
}): CauseId =>
  cause === 'operator-not-allowed' && /^(?:iam|sts|bedrock[\w-]*):/i.test(action ?? '') ? 'action-not-allowed' : cause;

/** Whether an action of Bedrock's other than invoking was an application's. */
function isApplications(operation: string, principal: string | null, deploys: boolean): boolean {
  if (WORKS.test(operation) && !/^(?:Create|Update|Delete|Put)(?:Prompt|Memory|\w*Credential)/i.test(operation))
    return true;
  if (SETS_UP.test(operation)) return false;
  if (!READS.test(operation)) return true;
  return !deploys && principal !== null && RUNS.test(principal) && !SIGNED_IN.test(principal);
}

function causeOfInvocation(operation: string, resource: string): CauseId {
  if (/inference-profile\//.test(resource)) return 'invoke-profile-not-allowed';
  if (/Stream$/i.test(operation)) return 'invoke-stream-not-allowed';
  // A Region-less model ARN only occurs behind a global profile.
  if (/^arn:[^:]+:bedrock:::foundation-model\//.test(resource)) return 'invoke-profile-not-allowed';
  return 'invoke-not-allowed';
}

/** The layer that AWS names, also where the rest of its sentence was cut off. */
function layerOf(context: string): CauseId | null {
  if (/service c/i.test(context)) return 'denied-by-scp';
  if (/resource c/i.test(context)) return 'denied-by-rcp';
  if (/permissions b/i.test(context)) return 'denied-by-boundary';
  if (/session p/i.test(context)) return 'denied-by-session-policy';
  if (/VPC e/i.test(context)) return 'denied-by-vpc-endpoint';
  return /explicit(?:ly)? den/i.test(context) ? 'denied-explicitly' : null;
}

/** Operations that are long enough for a line to break in; of what calls Bedrock. */
const LONG_OPERATION =
  /^(?:InvokeModel(?:With(?:Response|Bidirectional)Stream)?|InvokeAgent(?:Runtime)?|ConverseStream|CreateInference|ApplyGuardrail|CallWithBearerToken|Retrieve(?:AndGenerate)?)$/;

/** An action that a line broke in two, put together with what the next line goes on with; the same one where none did. */
function wholeOf(
  action: string,
  resource: string | undefined,
  near: string,
): { readonly action: string; readonly resource: string | undefined; readonly behind?: string } {
  const [, operation = ''] = action.split(':');
  if (operation === '' || resource !== undefined || LONG_OPERATION.test(operation)) return { action, resource };
  const at = near.indexOf(`${action} `);
  const rest = at < 0 ? null : /^ (\w{1,30})(?: on resource: ([^\s"',]{1,300}))?/.exec(near.slice(at + action.length));
  return rest !== null && LONG_OPERATION.test(`${operation}${rest[1]}`)
    ? {
        action: `${action}${rest[1]}`,
        resource: rest[2],
        behind: near.slice(at + action.length + rest[0].length, at + 700),
      }
    : { action, resource };
}

/** The denial in a match of the pattern below, and its cause. */
const causeIn: Exclude<Signature['cause'], CauseId> = ({ action = '', resource, principal, context = '' }, around) => {
  const near = around();
  const whole = wholeOf(action, resource, near);
  const denial = {
    action: whole.action,
    resource: whole.resource ?? null,
    principal: principal ?? null,
    context: whole.behind ?? context,
    deploys: DEPLOYS.test(near),
  };
  const cause = causeOfDenial(denial);
  // The statement that asks for a guardrail stands beside what it denied.
  return cause === 'denied-explicitly' && near.includes('bedrock:GuardrailIdentifier') ? 'guardrail-required' : cause;
};

const USER =
  'User: arn:aws:sts::123456789012:assumed-role/PoetryFunctionRole/PoetryFunction is not authorized to perform:';
const MODEL = 'arn:aws:bedrock:ap-northeast-2::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';

/** Denials by policies, of whatever layer. */
export const DENIED: readonly Signature[] = [
  {
    id: 'not-authorized-to-perform',
    needles: ['not authorized to perform'],
    pattern:
      /(?:User: (?<principal>\S+) )?(?:is |are )?not authorized to perform:? ?(?<action>[\w-]+:\w+)(?: on resource: (?<resource>(?:(?:role|user|group|policy|instance profile) )?[^\s"',]+?))?(?<context>(?:,| \.{3})? (?:because no|(?:with an )?explicit deny)(?:(?! User: |[".]).){0,240})?(?=[\s"',]|\.(?:\s|$)|$)/gi,
    cause: causeIn,
    weight: 'firm',
    surroundings: 'none',
    samples: [
      `${USER} bedrock:InvokeModel on resource: ${MODEL} because no identity-based policy allows the bedrock:InvokeModel action`,
      `${USER} bedrock:InvokeModel on resource: arn:aws:bedrock:ap-northeast-2:123456789012:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0 because no identity-based policy allows the bedrock:InvokeModel action`,
      `${USER} bedrock:InvokeModelWithResponseStream on resource: ${MODEL} because no identity-based policy allows the bedrock:InvokeModelWithResponseStream action`,
      `${USER} bedrock:InvokeModel on resource: ${MODEL} with an explicit deny in an identity-based policy`,
      `${USER} bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0 with an explicit deny in a service control policy`,
      `${USER} bedrock:InvokeModel on resource: ${MODEL} with an explicit deny in a resource control policy`,
      `${USER} bedrock:InvokeModel on resource: ${MODEL} because no permissions boundary allows the bedrock:InvokeModel action`,
      `${USER} bedrock:InvokeModel on resource: ${MODEL} because no session policy allows the bedrock:InvokeModel action`,
      `${USER} bedrock:InvokeModel on resource: ${MODEL} because no VPC endpoint policy allows the bedrock:InvokeModel action`,
      `${USER} bedrock:ApplyGuardrail on resource: arn:aws:bedrock:ap-northeast-2:123456789012:guardrail/abc123 because no identity-based policy allows the bedrock:ApplyGuardrail action`,
      `${USER} aws-marketplace:ViewSubscriptions on resource: * because no identity-based policy allows the aws-marketplace:ViewSubscriptions action`,
      `${USER} iam:PutRolePolicy on resource: role PoetryFunctionRole because no identity-based policy allows the iam:PutRolePolicy action`,
      `${USER} bedrock:CallWithBearerToken on resource: *`,
      `${USER} bedrock:Retrieve on resource: arn:aws:bedrock:ap-northeast-2:123456789012:knowledge-base/KB123 because no identity-based policy allows the bedrock:Retrieve action`,
      `${USER} bedrock-mantle:CreateInference on resource: arn:aws:bedrock-mantle:us-east-1:123456789012:project/default because no identity-based policy allows the bedrock-mantle:CreateInference action`,
      `${USER} bedrock:InvokeModel on resource: ${MODEL} with an explicit deny in an identity-based policy. "Condition": {"Null": {"bedrock:GuardrailIdentifier": "true"}}`,
    ],
  },
  {
    // Words turned, or left out: AccessDeniedException: no identity-based policy allows …; AccessDeniedException: bedrock:X on …
    id: 'denied-shortly',
    needles: ['allows', 'on resource:'],
    pattern:
      /AccessDenied(?:Exception)?\W{1,4}(?:(?<context>no [\w -]{3,40}(?:policy|boundary) allows) (?:the )?)?(?<action>bedrock[\w-]{0,20}:\w{3,60})(?: action)?(?: on resource: (?<resource>[^\s"',]{1,300}))?/g,
    cause: causeIn,
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'AccessDeniedException: no identity-based policy allows bedrock-agentcore:InvokeAgentRuntime on resource: x/runtime-endpoint/DEFAULT',
      `AccessDeniedException: bedrock:InvokeModel on resource: ${MODEL}`,
    ],
  },
  {
    // The box of the AWS console, to be sent to an administrator: its labels are in the reader's language, its values are not.
    id: 'console-box',
    needles: ['policy explicitly denies', 'boundary explicitly denies', 'policy allows', 'boundary allows'],
    pattern:
      /(?:(?<principal>arn:aws[\w-]{0,12}:(?:sts|iam)::\S{1,300}) )?(?:[^\s:\uff1a]{1,20} ?[:\uff1a] ?)(?<action>[a-z][\w-]{1,30}:\w{3,60}) (?:[^:\uff1a]{1,30}[:\uff1a] ?)?(?<resource>arn:\S{1,300}|\*) [^\s:\uff1a]{1,20} ?[:\uff1a] ?(?<context>(?:a |an |no )[\w -]{3,60}(?:policy|boundary) (?:explicitly denies|allows))/gi,
    cause: causeIn,
    weight: 'firm',
    surroundings: 'none',
    samples: [
      `User: arn:aws:sts::123456789012:assumed-role/R/me Action: bedrock:InvokeModel On resource(s): ${MODEL} Context: a service control policy explicitly denies the action`,
    ],
  },
  {
    // CloudFormation's own wording.
    id: 'permission-to-call',
    needles: ['have permission to call'],
    pattern:
      /User doesn't have permission to call (?<action>(?:iam|sts|cloudformation|lambda|logs|cloudtrail|servicequotas|organizations):\w+)/gi,
    cause: 'operator-not-allowed',
    weight: 'firm',
    surroundings: 'none',
    samples: ["AccessDenied. User doesn't have permission to call iam:GetRole"],
  },
  {
    // The service role of an agent or a knowledge base: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permission.html
    id: 'service-role',
    needles: ['access denied when calling bedrock', 'valid permissions to use the inference profile'],
    pattern:
      /Access denied when calling Bedrock\. Check your request permissions|Ensure Agent role has valid permissions to use the (?<profile>inference profile)/gi,
    cause: ({ profile }) => (profile === undefined ? 'invoke-not-allowed' : 'invoke-profile-not-allowed'),
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Access denied when calling Bedrock. Check your request permissions and retry the request.',
      'Access denied while trying to create/update an agent using InferenceProfile x. Ensure Agent role has valid permissions to use the inference profile.',
    ],
  },
  {
    id: 'kms',
    needles: ['perform: kms:', 'perform:kms:'],
    pattern: /not authorized to perform: ?kms:\w+/gi,
    cause: 'kms-denied',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      'An error occurred (AccessDeniedException) when calling the InvokeModel operation for bedrock: User: arn:aws:sts::123456789012:assumed-role/R/f is not authorized to perform: kms:Decrypt on this resource',
      'AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/R/f is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:us-east-1:123456789012:key/abc because no identity-based policy allows the kms:Decrypt action',
    ],
  },
];
