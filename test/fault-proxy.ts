import { createServer, type IncomingMessage, type OutgoingHttpHeaders, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Sandbox } from '../src/sandbox/start.ts';

/** What goes wrong on the way between a client and the sandbox. */
export type FaultName =
  | 'hang-up'
  | 'reset-mid-body'
  | 'slow-bytes'
  | 'silence'
  | 'http-500'
  | 'http-503'
  | 'http-429'
  | 'html-200'
  | 'html-403'
  | 'html-502'
  | 'empty-200'
  | 'redirect'
  | 'truncated'
  | 'wrong-content-type';

/** One request as it came to the proxy. */
export interface Passed {
  /** As the signature names it: 'iam', 'sts', 'logs'; 'api' for the poem's endpoint. */
  readonly service: string;
  /** 'sts GetCallerIdentity', 'bedrock GET /foundation-models/…': what a client asks for, once or more often. */
  readonly operation: string;
  /** The same for all tries of one call; null for clients that are no SDK. */
  readonly call: string | null;
  readonly faulty: boolean;
}

/** A proxy that breaks answers. */
export interface FaultProxy {
  /** The sandbox's variables, with this proxy in its place. */
  readonly env: Readonly<Record<string, string>>;
  /** Breaks the answers to requests that `which` picks, the first `times` of them. */
  readonly breaks: (fault: FaultName, which?: (passed: Passed) => boolean, times?: number) => void;
  /** Passes everything on again. */
  readonly heal: () => void;
  readonly passed: () => readonly Passed[];
  readonly close: () => Promise<void>;
}

/** What a firewall, a captive portal or a load balancer puts in the place of an answer. */
const PAGE =
  '<!DOCTYPE html>\n<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You are not authorized to view this page.</p></body></html>\n';
/** One byte in this time: whatever is sent this slowly never ends. */
const SLOW_MS = 150;

function operationOf(message: IncomingMessage, body: string): { readonly service: string; readonly operation: string } {
  const service = /\/([a-z-]+)\/aws4_request/.exec(message.headers.authorization ?? '')?.[1] ?? 'api';
  const target = message.headers['x-amz-target'];
  const name =
    typeof target === 'string'
      ? target.replace(/^.*\./, '')
      : (/(?:^|&)Action=(\w+)/.exec(body)?.[1] ?? `${message.method} ${message.url}`);
  return { service, operation: `${service} ${name}` };
}

const read = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
};

/** A proxy before a sandbox, which passes every byte on until it is told to break something. */
export async function faultProxy(sandbox: Sandbox): Promise<FaultProxy> {
  const { port: sandboxPort } = new URL(sandbox.endpoint);
  const seen: Passed[] = [];
  let broken: { readonly fault: FaultName; readonly which: (passed: Passed) => boolean; left: number } | null = null;

  const forward = (message: IncomingMessage, body: Buffer): Promise<{ answer: IncomingMessage; text: Buffer }> =>
    new Promise((resolve, reject) => {
      // The Host header is signed: it stays what the client sent.
      const onward = request(
        { host: '127.0.0.1', port: sandboxPort, path: message.url, method: message.method, headers: message.headers },
        (answer) => {
          read(answer).then((text) => resolve({ answer, text }), reject);
        },
      );
      onward.on('error', reject);
      onward.end(body);
    });

  const server = createServer((message, response) => {
    void (async () => {
      const body = await read(message);
      const call = message.headers['amz-sdk-invocation-id'];
      const about = {
        ...operationOf(message, body.toString('utf8')),
        call: typeof call === 'string' ? call : null,
      };
      const faulty = broken !== null && broken.left > 0 && broken.which({ ...about, faulty: false });
      seen.push({ ...about, faulty });
      if (!faulty || broken === null) {
        const { answer, text } = await forward(message, body);
        response.writeHead(answer.statusCode ?? 500, answer.headers).end(text);
        return;
      }
      broken.left -= 1;
      await breakIt(broken.fault, response, () => forward(message, body));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const here = (text: string): string => text.replace(sandbox.endpoint, endpoint);
  return {
    env: Object.fromEntries(Object.entries(sandbox.env).map(([name, value]) => [name, here(value)])),
    breaks: (fault, which = () => true, times = Number.POSITIVE_INFINITY) => {
      broken = { fault, which, left: times };
      seen.length = 0;
    },
    heal: () => {
      broken = null;
      seen.length = 0;
    },
    passed: () => seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The answer's headers for a body of that many bytes. */
function framed(answer: IncomingMessage, bytes: number): OutgoingHttpHeaders {
  const { 'transfer-encoding': _chunked, ...headers } = answer.headers;
  return { ...headers, 'content-length': String(bytes) };
}

async function breakIt(
  fault: FaultName,
  response: ServerResponse,
  forward: () => Promise<{ readonly answer: IncomingMessage; readonly text: Buffer }>,
): Promise<void> {
  const page = (status: number): void => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  };
  switch (fault) {
    case 'silence':
      return;
    case 'hang-up':
      response.destroy();
      return;
    case 'http-500':
      response.writeHead(500, { 'content-type': 'text/plain' }).end('Internal Server Error');
      return;
    case 'http-503':
      response.writeHead(503, { 'content-type': 'text/plain' }).end('Service Unavailable');
      return;
    case 'http-429':
      response.writeHead(429, { 'content-type': 'application/json' }).end('{"message":"Too Many Requests"}');
      return;
    case 'html-200':
      return page(200);
    case 'html-403':
      return page(403);
    case 'html-502':
      return page(502);
    case 'empty-200':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '0' }).end();
      return;
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/login', 'content-length': '0' }).end();
      return;
    case 'reset-mid-body': {
      const { answer, text } = await forward();
      response.writeHead(answer.statusCode ?? 500, framed(answer, text.length));
      response.write(text.subarray(0, Math.ceil(text.length / 2)), () => response.socket?.resetAndDestroy());
      return;
    }
    case 'slow-bytes': {
      const { answer, text } = await forward();
      response.writeHead(answer.statusCode ?? 500, framed(answer, text.length));
      let at = 0;
      const dripping = setInterval(() => {
        if (at >= text.length || response.destroyed) {
          clearInterval(dripping);
          response.end();
        } else response.write(text.subarray(at, ++at));
      }, SLOW_MS);
      dripping.unref();
      return;
    }
    case 'truncated': {
      const { answer, text } = await forward();
      const half = text.subarray(0, Math.floor(text.length / 2));
      response.writeHead(answer.statusCode ?? 500, framed(answer, half.length));
      response.end(half);
      return;
    }
    case 'wrong-content-type': {
      const { answer, text } = await forward();
      response.writeHead(answer.statusCode ?? 500, { ...answer.headers, 'content-type': 'image/png' }).end(text);
      return;
    }
  }
}

/** A port on which nothing listens. */
export async function deadPort(): Promise<number> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A forward proxy as HTTP_PROXY and HTTPS_PROXY name one: counts what goes through it. */
export async function forwardProxy(): Promise<{
  readonly url: string;
  readonly requests: () => readonly string[];
  readonly close: () => Promise<void>;
}> {
  const requests: string[] = [];
  // The server of a tunnel no longer knows its sockets, and would wait for their end.
  const tunnels = new Set<Duplex>();
  const server = createServer((message, response) => {
    requests.push(`${message.method} ${message.url}`);
    const to = new URL(message.url ?? '');
    const onward = request(
      {
        host: to.hostname,
        port: to.port,
        path: to.pathname + to.search,
        method: message.method,
        headers: message.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  });
  server.on('connect', (message, client, head) => {
    requests.push(`CONNECT ${message.url}`);
    const [host = '', port = ''] = (message.url ?? '').split(':');
    const onward = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.write(head);
      onward.pipe(client);
      client.pipe(onward);
    });
    for (const end of [client, onward]) {
      tunnels.add(end);
      end.once('close', () => tunnels.delete(end));
    }
    onward.on('error', () => client.destroy());
    client.on('error', () => onward.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        for (const end of tunnels) end.destroy();
      }),
  };
}
