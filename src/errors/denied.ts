import type { CauseId } from '../core/cause.ts';
import { causeOfDenial } from './denial.ts';
import type { Signature } from './signature.ts';

/** Words of tools that deploy: where they stand, the caller is whoever deploys. */
const DEPLOYS =
  /\b(?:terraform|cloudformation|pulumi|serverless|cdk|(?:CREATE|UPDATE|DELETE)_FAILED|ROLLBACK_\w+|Resource handler returned message|sam deploy|changeset)\b|\bcdk-\w+-(?:deploy|cfn-exec)|\bon \S+\.tf line \d+|with (?:data\.)?aws_bedrock/i;

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
