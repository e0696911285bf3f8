import type { Json } from '../core/json.ts';
import { isTooDeep } from '../core/json-depth.ts';
import type { Signed } from './identify.ts';
import type { Input, SandboxOperation } from './operation.ts';
import { parseQuery } from './protocols/query.ts';
import { QUERY, ROUTES, restInput, TARGETS } from './routes.ts';

/** What a request asks for. */
export interface Found {
  readonly protocol: 'query' | 'json' | 'rest';
  readonly service: string;
  readonly name: string;
  readonly operation: SandboxOperation | undefined;
  readonly input: Input;
}

/** A request that cannot be read; the message is one sentence. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest';
}

/** Parses a body. Throws a `MalformedRequest` for one that is nested too deeply; what is no JSON is an empty object. */
function parseJson(text: string): Json {
  if (isTooDeep(text)) throw new MalformedRequest('The request is nested more than 200 levels deep.');
  try {
    return text === '' ? {} : (JSON.parse(text) as Json);
  } catch {
    return {};
  }
}

/** Services the sandbox has nothing of, whose clients read errors as XML: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
const XML: ReadonlySet<string> = new Set(['s3', 'route53', 'cloudfront']);

/** Which operation a request asks for. */
export function findOperation(request: Signed): Found | null {
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
