import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { jsonService } from './json-services.ts';
import { queryService } from './query-services.ts';
import { restOperation, restService } from './rest-services.ts';
import { type Answer, errorFor, matches, type Request } from './wire.ts';
import type { World } from './world.ts';

/** One request, for the judge's book. */
export interface Seen {
  /** `iam:GetRole`. */
  readonly action: string;
  readonly region: string;
  /** A retry of the SDK, not a call of the tool. */
  readonly retry: boolean;
  readonly from: number;
  readonly to: number;
}

/** A fake AWS on 127.0.0.1. */
export interface Judge {
  readonly url: string;
  readonly seen: () => readonly Seen[];
  readonly close: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/** The credential scope: https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html */
const SCOPE = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

const PREFIX: { readonly [service: string]: string } = { servicequotas: 'servicequotas' };

const JSON_SERVICES = ['logs', 'servicequotas', 'cloudtrail'];

function actionOf(request: Request): string {
  const { service, body, headers } = request;
  const prefix = PREFIX[service] ?? service;
  if (['sts', 'iam', 'cloudformation'].includes(service)) return `${prefix}:${new URLSearchParams(body).get('Action')}`;
  if (JSON_SERVICES.includes(service)) return `${prefix}:${String(headers['x-amz-target']).split('.')[1]}`;
  return `${prefix}:${restOperation(request)}`;
}

/** How far a signature's time may be off: five minutes. */
const SKEW_MS = 300_000;

/** `20261124T231500Z` as milliseconds. */
const amzDate = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** What stands in place of the answer to an operation that the fake AWS does not have. */
function otherwise(answer: Answer, { unknown }: World): Answer {
  const missing =
    answer.status >= 400 &&
    /InvalidAction|UnknownOperation/.test(`${answer.headers['x-amzn-errortype']}${answer.body}`);
  if (!missing || unknown === 'error') return answer;
  return unknown === 'page'
    ? { status: 404, headers: { 'content-type': 'text/html' }, body: '<html><body><h1>Not Found</h1></body></html>' }
    : { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
}

/** Serves a world. `latencyMs`: how long each answer takes. */
export async function judgeOf(world: World, latencyMs = 0): Promise<Judge> {
  const seen: Seen[] = [];
  const used = new Map<string, number>();
  const startedAt = Date.now();
  const answerTo = (request: Request, action: string): Answer => {
    const { service, headers } = request;
    const error = (status: number, code: string, message: string) => errorFor(service, status, code, message);
    if (world.clockMs !== null) {
      const signed = amzDate(String(headers['x-amz-date']));
      const now = Date.now() + world.clockMs;
      if (Math.abs(now - signed) > SKEW_MS) {
        const say = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
        return error(
          403,
          ['sts', 'iam', 'cloudformation'].includes(service) ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
          `Signature expired: ${say(signed)} is now earlier than ${say(now - SKEW_MS)} (${say(now)} - 5 min.)`,
        );
      }
    }
    const fault = world.faults[action] ?? world.faults['*'];
    if (fault) {
      const times = used.get(action) ?? 0;
      used.set(action, times + 1);
      if (fault.times === undefined || times < fault.times) return error(fault.status, fault.code, fault.message);
    }
    if (world.cannot.some((glob) => matches(glob, action))) {
      const query = ['sts', 'iam', 'cloudformation'].includes(service);
      return error(
        query || service === 'lambda' || service === 'bedrock' ? 403 : 400,
        query ? 'AccessDenied' : 'AccessDeniedException',
        `User: ${world.caller.Arn} is not authorized to perform: ${action} on resource: * because no identity-based policy allows the ${action} action`,
      );
    }
    if (['sts', 'iam', 'cloudformation'].includes(service)) return queryService(world, request);
    if (JSON_SERVICES.includes(service)) return jsonService(world, request, startedAt);
    if (['lambda', 'bedrock'].includes(service)) return restService(world, request);
    return error(404, 'UnknownOperationException', `no service ${service} here`);
  };
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const from = performance.now();
      const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
      const scope = SCOPE.exec(String(incoming.headers.authorization ?? ''));
      const request: Request = {
        method: incoming.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        body: await bodyOf(incoming),
        headers: incoming.headers,
        region: scope?.[1] ?? '',
        service: scope?.[2] ?? '',
      };
      const action = actionOf(request);
      const { status, headers, body } = otherwise(answerTo(request, action), world);
      if (latencyMs > 0) await new Promise((done) => setTimeout(done, latencyMs));
      outgoing.writeHead(status, {
        ...headers,
        date: new Date(Date.now() + (world.clockMs ?? 0)).toUTCString(),
        'content-length': String(Buffer.byteLength(body)),
      });
      outgoing.end(body);
      seen.push({
        action,
        region: request.region,
        retry: !/attempt=1\b/.test(String(incoming.headers['amz-sdk-request'] ?? 'attempt=1')),
        from,
        to: performance.now(),
      });
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen: () => [...seen],
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
