import type { BedrockEvent } from './event.ts';

/** An event with what tells the application behind it; more than a diagnosis has to keep. */
export interface CallEvent extends BedrockEvent {
  /** 'bedrock.amazonaws.com'. */
  readonly eventSource: string;
  /**
   * What AWS made the credentials for, `userIdentity.inScopeOf.credentialsIssuedTo`: the ARN of a Lambda function or of an
   * ECS task; null where the event does not tell.
   */
  readonly issuedTo: string | null;
  /** Whether the credentials came by a web identity (IRSA, GitHub Actions): `sessionContext.webIdFederationData`. */
  readonly webIdentity: boolean;
  /** Whether an API key was sent instead of a signature: `additionalEventData.callWithBearerToken`. */
  readonly bearer: boolean;
  /** `additionalEventData.inferenceRegion`: where a cross-Region call was answered; null when it does not tell. */
  readonly inferenceRegion: string | null;
}

type Members = { readonly [name: string]: unknown };
const membersOf = (value: unknown): Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** partition, account, name, session: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const SESSION = /^arn:([^:]+):sts::(\d*):assumed-role\/([^/]+)\/(.+)$/;

/**
 * The role behind a session, else the ARN itself: a session's own ARN leaves out the role's path, which is why
 * `sessionIssuer` counts first.
 */
function principalOf(identity: Members): string | null {
  const issuer = membersOf(membersOf(identity['sessionContext'])['sessionIssuer']);
  const issued = text(issuer['arn']);
  if (issued !== null) return issued;
  const arn = text(identity['arn']);
  const [, partition, account, role] = SESSION.exec(arn ?? '') ?? [];
  return role === undefined ? arn : `arn:${partition}:iam::${account}:role/${role}`;
}

/**
 * Reads one event of CloudTrail's history: the JSON text in `CloudTrailEvent` of LookupEvents. Null for what is no event.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function parseEvent(json: string): CallEvent | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return null;
  }
  const event = membersOf(parsed);
  const at = Date.parse(text(event['eventTime']) ?? '');
  const [eventName, eventSource] = [text(event['eventName']), text(event['eventSource'])];
  if (Number.isNaN(at) || eventName === null || eventSource === null) return null;
  const identity = membersOf(event['userIdentity']);
  const context = membersOf(identity['sessionContext']);
  const more = membersOf(event['additionalEventData']);
  return {
    at,
    eventName,
    eventSource,
    modelId: text(membersOf(event['requestParameters'])['modelId']),
    principalArn: principalOf(identity),
    sessionName: SESSION.exec(text(identity['arn']) ?? '')?.[4] ?? null,
    errorCode: text(event['errorCode']),
    errorMessage: text(event['errorMessage']),
    region: text(event['awsRegion']) ?? '',
    userAgent: text(event['userAgent']),
    sourceVpce: text(event['vpcEndpointId']),
    requestId: text(event['requestID']),
    issuedTo: text(membersOf(identity['inScopeOf'])['credentialsIssuedTo']),
    webIdentity: text(membersOf(context['webIdFederationData'])['federatedProvider']) !== null,
    bearer: more['callWithBearerToken'] === true || more['callWithBearerToken'] === 'true',
    inferenceRegion: text(more['inferenceRegion']),
  };
}

/** The event alone, as facts files hold it. */
export const bareEvent = (event: BedrockEvent): BedrockEvent => ({
  at: event.at,
  eventName: event.eventName,
  modelId: event.modelId,
  principalArn: event.principalArn,
  sessionName: event.sessionName,
  errorCode: event.errorCode,
  errorMessage: event.errorMessage,
  region: event.region,
  userAgent: event.userAgent,
  sourceVpce: event.sourceVpce,
  requestId: event.requestId,
});

/**
 * Operations that put a model to work. The others of Bedrock are reads of its catalog, such as the doctor's own, and
 * tell nothing of an application. Agents, Retrieve and flows are data events, which the history does not have.
 */
const CALLS: ReadonlySet<string> = new Set([
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'InvokeModelWithBidirectionalStream',
  'Converse',
  'ConverseStream',
  'StartAsyncInvoke',
  'CountTokens',
  'ApplyGuardrail',
  'Rerank',
  'CreateModelInvocationJob',
]);

/** Whether an event is a call of an application to Bedrock's runtime. */
export const isCall = ({ eventName }: BedrockEvent): boolean => CALLS.has(eventName);
