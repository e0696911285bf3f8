import { answerApi } from './api/gateway.ts';
import { authorize, deniedMessage, isForeign } from './authorize.ts';
import { findOperation, MalformedRequest } from './find-operation.ts';
import { identify, type Signed } from './identify.ts';
import { type Accounts, type Answer, type Caller, fault } from './operation.ts';
import { requestIdOf } from './request-id.ts';
import { QUERY } from './routes.ts';
import { recordAnswer } from './services/cloudtrail/record-answer.ts';
import { recordEvent } from './services/cloudtrail/record-event.ts';
import type { Moment, World } from './world.ts';

/** What a request came to, before it is put into bytes. */
export interface Handled {
  readonly world: World;
  readonly protocol: 'query' | 'json' | 'rest' | 'plain';
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  readonly answer: Answer;
  readonly requestId: string;
}

/** What the answer to a request depends on besides the world and the request. */
export interface Surroundings {
  readonly now: Moment;
  /** The wall's clock, by which signatures are judged. */
  readonly wallClock: number;
  readonly accounts: Accounts;
}

/** The service of a request that could not be read. */
const serviceOf = (request: Signed): string =>
  /\/([a-z0-9-]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? 'execute-api';

/** Answers one request from the world of the account that sent it. Pure but for the two clocks it is given. */
export function handle(world: World, request: Signed, around: Surroundings): Handled {
  try {
    return answer(world, request, around);
  } catch (error) {
    const why =
      error instanceof MalformedRequest
        ? error.message
        : error instanceof URIError
          ? 'The URL has a percent sign that is not followed by two hexadecimal digits.'
          : error instanceof RangeError
            ? 'The request is nested too deeply.'
            : null;
    if (why === null) throw error;
    const service = serviceOf(request);
    const isQuery = QUERY[service] !== undefined;
    return {
      world: { ...world, serial: world.serial + 1 },
      protocol: isQuery ? 'query' : 'rest',
      service,
      operation: `${request.method} ${request.path}`,
      principal: '',
      requestId: requestIdOf(world.serial),
      answer: fault(isQuery ? 'MalformedInput' : 'SerializationException', 400, why),
    };
  }
}

function answer(world: World, request: Signed, { now, wallClock, accounts }: Surroundings): Handled {
  const requestId = requestIdOf(world.serial);
  const counted: World = { ...world, serial: world.serial + 1 };
  const found = findOperation(request);
  if (!found) return fromApi(counted, request, now, requestId);
  const base = { protocol: found.protocol, service: found.service, operation: found.name, requestId };
  const identity = identify(counted, request, found.protocol === 'query', wallClock, now);
  if ('fault' in identity) return { ...base, world: counted, principal: '', answer: identity };
  const { caller, region } = identity;
  const userAgent = String(request.headers['user-agent'] ?? 'unknown');
  /** The answer, and what CloudTrail makes of the call. */
  const end = (given: Answer, after: World = counted): Handled => {
    const call = { ...base, input: found.input, caller, region, userAgent, at: now };
    return { ...base, world: recordAnswer(after, call, given), principal: caller.arn, answer: given };
  };
  if (!found.operation) {
    const code = found.protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException';
    const unknown = fault(
      code,
      found.protocol === 'query' ? 400 : 404,
      `The sandbox does not have ${found.service} ${found.name}`,
    );
    return { ...base, world: counted, principal: caller.arn, answer: unknown };
  }
  if (found.service.startsWith('bedrock') && counted.bedrock.unsupportedRegions.includes(region)) {
    const absent = fault('UnknownOperationException', 404, `Amazon Bedrock is not available in ${region}`);
    return { ...base, world: counted, principal: caller.arn, answer: absent };
  }
  const throttled = counted.throttles[`${found.service}:${found.name}`] ?? 0;
  if (throttled > 0) {
    const throttles = { ...counted.throttles, [`${found.service}:${found.name}`]: throttled - 1 };
    return end(fault(found.protocol === 'query' ? 'Throttling' : 'ThrottlingException', 400, 'Rate exceeded'), {
      ...counted,
      throttles,
    });
  }
  const bearer = usesBearerToken(request) ? bearerDenial(counted, caller, found.service, now) : null;
  if (bearer !== null) {
    const denied = fault('AccessDeniedException', 403, bearer);
    if (found.service !== 'bedrock-runtime') return end(denied);
    const event = {
      at: now,
      source: 'bedrock.amazonaws.com',
      name: found.name,
      region,
      principal: caller.arn,
      accessKeyId: '',
      userAgent,
      requestId,
      readOnly: true,
      parameters: { modelId: found.input['modelId'] ?? null },
      additional: { callWithBearerToken: true },
      fault: denied.fault,
    };
    return { ...base, world: recordEvent(counted, event), principal: caller.arn, answer: denied };
  }
  if (found.operation.action !== null) {
    const resource = found.operation.resource(counted, found.input);
    const ask = {
      principal: caller.arn,
      action: found.operation.action,
      resource,
      context: { 'aws:RequestedRegion': region },
      sessionPolicies: caller.sessionPolicies,
    };
    const own = authorize(counted, ask, now);
    // The simulator says itself that it finds no such entity.
    const crossing = isForeign(counted, resource) && !/^iam:(Simulate|GetContextKeys)/.test(ask.action);
    const decision =
      own.decision === 'allowed' && crossing
        ? { ...own, decision: 'implicitDeny' as const, layer: 'resource' as const }
        : own;
    if (decision.decision !== 'allowed') {
      const code = found.protocol === 'query' ? (DENIALS[found.service] ?? 'AccessDenied') : 'AccessDeniedException';
      return end(fault(code, found.service === 'logs' ? 400 : 403, deniedMessage(ask, decision)));
    }
  }
  const context = { now, caller, region, requestId, userAgent, accounts };
  const given = found.operation.handle(counted, found.input, context);
  return end(given, given.world ?? counted);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const DENIALS: { readonly [service: string]: string } = { ec2: 'UnauthorizedOperation' };

const usesBearerToken = ({ headers }: Signed): boolean => (headers.authorization ?? '').startsWith('Bearer ');

/** A call with an API key needs a permission besides its own: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-permissions.html */
function bearerDenial(world: World, { arn }: Caller, service: string, now: Moment): string | null {
  const prefix = service === 'bedrock-mantle' ? service : 'bedrock';
  const ask = { principal: arn, action: `${prefix}:CallWithBearerToken`, resource: '*' };
  const decision = authorize(world, ask, now);
  return decision.decision === 'allowed' ? null : deniedMessage(ask, decision);
}

/** The API endpoint of the stack, which needs no credentials. */
function fromApi(world: World, request: Signed, now: Moment, requestId: string): Handled {
  const { method, path, body } = request;
  const answer = answerApi(world, { method, path, body: body.toString('utf8') }, now);
  const base = { protocol: 'plain' as const, service: 'execute-api', operation: method, principal: 'anyone' };
  return { ...base, requestId, world: answer.world ?? world, answer };
}
