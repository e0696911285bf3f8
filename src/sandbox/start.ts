import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { API_PATH } from './api/path.ts';
import { type Handled, handle } from './handle.ts';
import { eventFrame } from './protocols/event-stream.ts';
import { queryAnswer, queryFault } from './protocols/query.ts';
import type { Moment, World } from './world.ts';

/** One request that was answered, for tests that count. */
export interface SeenRequest {
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  /** The error's code, or null. */
  readonly fault: string | null;
}

/** A running sandbox. */
export interface Sandbox {
  readonly endpoint: string;
  readonly apiUrl: string;
  /** The variables with which any AWS client reaches it. */
  readonly env: Readonly<Record<string, string>>;
  readonly world: () => World;
  readonly setWorld: (change: (world: World) => World) => void;
  readonly now: () => Moment;
  readonly requests: () => readonly SeenRequest[];
  readonly close: () => Promise<void>;
}

export interface SandboxOptions {
  /** Makes the world once the address is known, which stands in the stack's outputs. */
  readonly world: (baseUrl: string, now: Moment) => World;
  /** The key its clients are to use. */
  readonly key: string;
  readonly port?: number;
  /** How many times faster than the wall's its clock runs. */
  readonly speed?: number;
  /** Milliseconds each answer is held back. */
  readonly latencyMs?: number;
}

/** Larger than any request of an AWS client here; an unbounded body would be a leak. */
const MOST_BODY = 8 * 1_048_576;

/** Serves a world on 127.0.0.1 until closed. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const startedAt = Date.now();
  const now = (): Moment => startedAt + (Date.now() - startedAt) * (options.speed ?? 1);
  const seen: SeenRequest[] = [];
  let world: World | null = null;

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      if (world === null || body === null) {
        response.writeHead(413).end();
        return;
      }
      const [path = '/', query = ''] = (request.url ?? '/').split('?');
      const signed = { method: request.method ?? 'GET', path, query, headers: request.headers, body };
      const handled = handle(world, signed, now(), Date.now() + world.clockSkewMs);
      world = handled.world;
      seen.push({
        service: handled.service,
        operation: handled.operation,
        principal: handled.principal,
        fault: 'fault' in handled.answer ? handled.answer.fault.code : null,
      });
      setTimeout(() => write(handled, response), options.latencyMs ?? 0);
    });
  });
  server.keepAliveTimeout = 5_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = options.world(endpoint, now());
  world = made;
  const key = made.keys[options.key];
  return {
    endpoint,
    apiUrl: `${endpoint}${API_PATH}`,
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: options.key,
      AWS_SECRET_ACCESS_KEY: key?.secret ?? 'sandbox',
      ...(key?.token == null ? {} : { AWS_SESSION_TOKEN: key.token }),
      AWS_REGION: made.region,
      AWS_DEFAULT_REGION: made.region,
      AWS_EC2_METADATA_DISABLED: 'true',
      BEDROCK_DOCTOR_API_URL: `${endpoint}${API_PATH}`,
    },
    world: () => world ?? made,
    setWorld: (change) => {
      world = change(world ?? made);
    },
    now,
    requests: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function readBody(request: IncomingMessage): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= MOST_BODY) parts.push(part);
    });
    request.on('end', () => resolve(size <= MOST_BODY ? Buffer.concat(parts) : null));
    request.on('error', () => resolve(null));
  });
}

/** Puts an answer into the bytes of its protocol. */
function write(handled: Handled, response: ServerResponse): void {
  const { answer, protocol, service, operation, requestId } = handled;
  // Clients that correct their clock take AWS's from this header.
  const date = new Date(Date.now() + handled.world.clockSkewMs).toUTCString();
  const id = { 'x-amzn-requestid': requestId, date };
  const json = protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json';
  if ('fault' in answer) {
    const { code, status, message } = answer.fault;
    if (protocol === 'query') {
      response
        .writeHead(status, { 'content-type': 'text/xml', ...id })
        .end(queryFault(service, answer.fault, requestId));
      return;
    }
    response
      .writeHead(status, { 'content-type': json, 'x-amzn-errortype': code, ...id })
      .end(JSON.stringify({ __type: code, message }));
    return;
  }
  const status = answer.status ?? 200;
  if (answer.events) {
    response.writeHead(status, { 'content-type': 'application/vnd.amazon.eventstream', ...id, ...answer.headers });
    for (const { type, payload } of answer.events) response.write(eventFrame(type, JSON.stringify(payload)));
    response.end();
    return;
  }
  const body =
    answer.raw ??
    (protocol === 'query' ? queryAnswer(service, operation, answer.output, requestId) : JSON.stringify(answer.output));
  const type = protocol === 'query' ? 'text/xml' : json;
  response.writeHead(status, { 'content-type': type, ...id, ...answer.headers }).end(status === 204 ? undefined : body);
}
