import type { Json } from '../core/json.ts';
import { answerApi } from './api/gateway.ts';
import { authorise, deniedMessage } from './authorise.ts';
import { identify, type Signed } from './identify.ts';
import type { Answer, Fault, Input, SandboxOperation } from './operation.ts';
import { fault } from './operation.ts';
import { parseQuery } from './protocols/query.ts';
import { requestIdOf } from './request-id.ts';
import { QUERY, ROUTES, restInput, TARGETS } from './routes.ts';
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

interface Found {
  readonly protocol: 'query' | 'json' | 'rest';
  readonly service: string;
  readonly name: string;
  readonly operation: SandboxOperation | undefined;
  readonly input: Input;
}

const parseJson = (text: string): Json => {
  try {
    return text === '' ? {} : (JSON.parse(text) as Json);
  } catch {
    return {};
  }
};

/** Services the sandbox has nothing of, whose clients read errors as XML: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
const XML: ReadonlySet<string> = new Set(['s3', 'route53', 'cloudfront']);

/** Which operation a request asks for. */
function find(request: Signed): Found | null {
  const target = request.headers['x-amz-target'];
  const body = request.body.toString('utf8');
  const service = /\/([a-z0-9-]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (typeof target === 'string') {
    // Some prefixes have full stops of their own: com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.LookupEvents.
    const [, prefix = '', name = ''] = /^(.*)\.([^.]*)$/.exec(target) ?? [];
    const found = TARGETS[prefix];
    return {
      protocol: 'json',
      service: found?.service ?? (service || prefix),
      name,
      operation: found?.operations[name],
      input: parseJson(body) as Input,
    };
  }
  for (const route of XML.has(service) ? [] : ROUTES) {
    const match = request.method === route.method ? route.path.exec(request.path) : null;
    if (!match) continue;
    const headers: Input = {
      InvocationType: String(request.headers['x-amz-invocation-type'] ?? ''),
      LogType: String(request.headers['x-amz-log-type'] ?? ''),
      guardrailIdentifier: String(request.headers['x-amzn-bedrock-guardrailidentifier'] ?? ''),
    };
    return {
      protocol: 'rest',
      service: route.service,
      name: route.name,
      operation: route.operation,
      input: restInput(route, match, new URLSearchParams(request.query), headers, parseJson(body)),
    };
  }
  if (request.method === 'POST' && (QUERY[service] || /(^|&)Action=/.test(body))) {
    const input = parseQuery(body);
    const name = typeof input['Action'] === 'string' ? input['Action'] : '';
    return { protocol: 'query', service, name, operation: QUERY[service]?.[name], input };
  }
  if (service === '') return null;
  const protocol = XML.has(service) ? 'query' : 'rest';
  return { protocol, service, name: `${request.method} ${request.path}`, operation: undefined, input: {} };
}

/** Answers one request from the world. Pure but for the two clocks it is given. */
export function handle(world: World, request: Signed, now: Moment, wallClock: number): Handled {
  const requestId = requestIdOf(world.serial);
  const counted: World = { ...world, serial: world.serial + 1 };
  const found = find(request);
  if (!found) return fromApi(counted, request, now, requestId);
  const base = { protocol: found.protocol, service: found.service, operation: found.name, requestId };
  const identity = identify(counted, request, found.protocol === 'query', wallClock);
  if ('fault' in identity) return { ...base, world: counted, principal: '', answer: identity };
  const { caller, region } = identity;
  const refuse = (answer: { readonly fault: Fault }): Handled => ({
    ...base,
    world: counted,
    principal: caller.arn,
    answer,
  });
  if (!found.operation) {
    const code = found.protocol === 'query' ? 'InvalidAction' : 'UnknownOperationException';
    return refuse(
      fault(code, found.protocol === 'query' ? 400 : 404, `The sandbox does not have ${found.service} ${found.name}`),
    );
  }
  if (found.service.startsWith('bedrock') && counted.bedrock.unsupportedRegions.includes(region)) {
    return refuse(fault('UnknownOperationException', 404, `Amazon Bedrock is not available in ${region}`));
  }
  const throttled = counted.throttles[`${found.service}:${found.name}`] ?? 0;
  if (throttled > 0) {
    const throttles = { ...counted.throttles, [`${found.service}:${found.name}`]: throttled - 1 };
    const answer = fault(found.protocol === 'query' ? 'Throttling' : 'ThrottlingException', 400, 'Rate exceeded');
    return { ...base, world: { ...counted, throttles }, principal: caller.arn, answer };
  }
  if (found.operation.action !== null) {
    const ask = {
      principal: caller.arn,
      action: found.operation.action,
      resource: found.operation.resource(counted, found.input),
      context: { 'aws:RequestedRegion': region },
    };
    const decision = authorise(counted, ask, now);
    if (decision.decision !== 'allowed') {
      const code = found.protocol === 'query' ? 'AccessDenied' : 'AccessDeniedException';
      return refuse(fault(code, found.service === 'logs' ? 400 : 403, deniedMessage(ask, decision)));
    }
  }
  const answer = found.operation.handle(counted, found.input, { now, caller, region, requestId });
  return { ...base, world: answer.world ?? counted, principal: caller.arn, answer };
}

/** The API endpoint of the stack, which needs no credentials. */
function fromApi(world: World, request: Signed, now: Moment, requestId: string): Handled {
  const { method, path, body } = request;
  const answer = answerApi(world, { method, path, body: body.toString('utf8') }, now);
  const base = { protocol: 'plain' as const, service: 'execute-api', operation: method, principal: 'anyone' };
  return { ...base, requestId, world: answer.world ?? world, answer };
}
