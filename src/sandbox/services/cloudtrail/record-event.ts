import type { Json } from '../../../core/json.ts';
import { roleOf, userOf } from '../../authorize.ts';
import { chance } from '../../chance.ts';
import type { Fault } from '../../operation.ts';
import { requestIdOf } from '../../request-id.ts';
import type { Moment, TrailEvent, World } from '../../world.ts';

/** One call of an AWS API, as CloudTrail takes it. */
export interface TrailCall {
  readonly at: Moment;
  /** 'bedrock.amazonaws.com' */
  readonly source: string;
  /** 'InvokeModel' */
  readonly name: string;
  readonly region: string;
  /** ARN of the user or of the role's session. */
  readonly principal: string;
  readonly accessKeyId: string;
  readonly userAgent: string;
  readonly requestId: string;
  readonly readOnly: boolean;
  readonly parameters: Json;
  readonly additional?: Json;
  readonly vpcEndpointId?: string | null;
  readonly fault: Fault | null;
}

/** An address of the range for documentation, RFC 5737; AWS's own services stand under their names. */
const SOURCE_ADDRESS = '192.0.2.10';

/** Names that CloudTrail gives errors by otherwise than the API does. */
const ERROR_CODES: { readonly [code: string]: string } = { AccessDeniedException: 'AccessDenied' };

const seconds = (at: Moment): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function userIdentity(world: World, { principal, accessKeyId, at }: TrailCall): Json {
  const account = world.account;
  const key = accessKeyId === '' ? {} : { accessKeyId };
  const role = roleOf(world, principal);
  if (role) {
    const session = principal.split('/').at(-1) ?? '';
    return {
      type: 'AssumedRole',
      principalId: `${role.id}:${session}`,
      arn: principal,
      accountId: account,
      ...key,
      sessionContext: {
        sessionIssuer: {
          type: 'Role',
          principalId: role.id,
          arn: `arn:${world.partition}:iam::${account}:role${role.path}${role.name}`,
          accountId: account,
          userName: role.name,
        },
        attributes: { creationDate: seconds(at), mfaAuthenticated: 'false' },
      },
    };
  }
  const user = userOf(world, principal);
  if (!user) return { type: 'Root', principalId: account, arn: principal, accountId: account, ...key };
  return { type: 'IAMUser', principalId: user.id, arn: principal, accountId: account, ...key, userName: user.name };
}

const nameOf = (principal: string): string => principal.split(/[/:]/).at(-1) ?? principal;

/**
 * The world after a call came into the event history, where it can be read minutes later: "typically within about 5
 * minutes", not guaranteed. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html
 */
export function recordEvent(world: World, call: TrailCall): World {
  const count = world.events.length;
  const [least, most] = world.delays.trailMs;
  const id = requestIdOf(1_000_000 + count);
  const { fault } = call;
  const event: TrailEvent = {
    id,
    at: call.at,
    visibleAt: call.at + least + chance(world.serial, count) * (most - least),
    region: call.region,
    source: call.source,
    name: call.name,
    username: nameOf(call.principal),
    accessKeyId: call.accessKeyId,
    readOnly: call.readOnly,
    record: {
      eventVersion: '1.11',
      userIdentity: userIdentity(world, call),
      eventTime: seconds(call.at),
      eventSource: call.source,
      eventName: call.name,
      awsRegion: call.region,
      sourceIPAddress: SOURCE_ADDRESS,
      userAgent: call.userAgent,
      ...(fault === null ? {} : { errorCode: ERROR_CODES[fault.code] ?? fault.code, errorMessage: fault.message }),
      requestParameters: call.parameters,
      responseElements: null,
      ...(call.additional === undefined ? {} : { additionalEventData: call.additional }),
      requestID: call.requestId,
      eventID: id,
      readOnly: call.readOnly,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: world.account,
      ...(call.vpcEndpointId == null ? {} : { vpcEndpointId: call.vpcEndpointId, vpcEndpointAccountId: world.account }),
      eventCategory: 'Management',
    },
  };
  return { ...world, events: [...world.events, event] };
}
