import type { CauseId } from '../core/cause.ts';
import type { Signature } from './signature.ts';

/** Services whose denial stops the diagnosis, the cure or the deployment (contract, section 3). */
const OPERATOR = new Set(['iam', 'sts', 'cloudformation', 'lambda', 'logs', 'servicequotas']);
/** Bedrock actions that a function calls; every other one belongs to the operator. */
const RUNTIME =
  /^(InvokeModel|InvokeModelWithResponseStream|Converse|ConverseStream|ApplyGuardrail|CallWithBearerToken)$/i;

const AGENTS = /^(?:Invoke(?:Agent|InlineAgent|Flow)|Retrieve\w*|Rerank|CountTokens|GenerateQuery)$/i;

/** What stands behind "is not authorized to perform": https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function causeOf({
  action = '',
  resource = '',
  context = '',
}: {
  readonly [name: string]: string | undefined;
}): CauseId | null {
  const [service = '', operation = ''] = action.split(':');
  const prefix = service.toLowerCase();
  if (OPERATOR.has(prefix)) return 'operator-not-allowed';
  const bedrock = prefix === 'bedrock' || prefix === 'bedrock-mantle' || prefix === 'bedrock-runtime';
  if (bedrock && /CallWithBearerToken/i.test(operation)) return 'bearer-token-rejected';
  // Agents and knowledge bases are called by applications, and are not what the doctor looks at.
  if (bedrock && AGENTS.test(operation)) return null;
  if (bedrock && !RUNTIME.test(operation)) return 'operator-not-allowed';
  if (!bedrock && prefix !== 'aws-marketplace') return null;
  // Metering, catalogues and the like are the seller's side of the Marketplace.
  if (prefix === 'aws-marketplace' && !/^(?:ViewSubscriptions|Subscribe|Unsubscribe)$/i.test(operation)) return null;
  const layer = layerOf(context);
  if (layer !== null) return layer;
  if (prefix === 'aws-marketplace') return 'marketplace-subscription-denied';
  if (/ApplyGuardrail/i.test(operation)) return 'guardrail-not-allowed';
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
  return /explicit deny/i.test(context) ? 'denied-explicitly' : null;
}

const USER =
  'User: arn:aws:sts::123456789012:assumed-role/PoetryFunctionRole/PoetryFunction is not authorized to perform:';
const MODEL = 'arn:aws:bedrock:ap-northeast-2::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';

/** Denials by policies, of whatever layer. */
export const DENIED: readonly Signature[] = [
  {
    id: 'not-authorized-to-perform',
    needles: ['not authorized to perform:'],
    pattern:
      /(?:User: (?<principal>\S+) )?(?:is |are )?not authorized to perform: ?(?<action>[\w-]+:\w+)(?: on resource: (?<resource>[^\s"',]+?))?(?<context>,? (?:because no|with an explicit deny)(?:(?! User: |[".]).){0,240})?(?=[\s"',]|\.(?:\s|$)|$)/gi,
    cause: causeOf,
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
    ],
  },
  {
    // CloudFormation's own wording.
    id: 'permission-to-call',
    needles: ['have permission to call'],
    pattern:
      /User doesn't have permission to call (?<action>(?:iam|sts|cloudformation|lambda|logs|servicequotas):\w+)/gi,
    cause: 'operator-not-allowed',
    weight: 'firm',
    surroundings: 'none',
    samples: ["AccessDenied. User doesn't have permission to call iam:GetRole"],
  },
  {
    id: 'kms',
    needles: ['perform: kms:', 'perform:kms:'],
    pattern: /not authorized to perform: ?kms:\w+/gi,
    cause: 'kms-denied',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      'An error occurred (AccessDeniedException) when calling the InvokeModel operation for bedrock: User: arn:aws:sts::123456789012:assumed-role/R/f is not authorized to perform: kms:Decrypt on this resource',
    ],
  },
];
