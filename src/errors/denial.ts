import type { CauseId } from '../core/cause.ts';

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
export function causeOfDenial({ action, resource, principal, context, deploys }: Denial): CauseId | null {
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
