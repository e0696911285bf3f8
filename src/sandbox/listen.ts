import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createHttp2, type Http2ServerRequest, type Http2Session } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { Signed } from './identify.ts';
import type { Response } from './write.ts';

/** A request over HTTP/1.1 or HTTP/2. */
type Request = IncomingMessage | Http2ServerRequest;

/** A server that listens, and how it is stopped at once. */
export interface Listening {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The first bytes of HTTP/2 with prior knowledge: https://www.rfc-editor.org/rfc/rfc9113.html#section-3.4 */
const PREFACE = 'PRI * HTTP/2.0';
/** Larger than any request of an AWS client here; an unbounded body would be a leak. */
const MOST_BODY = 8 * 1_048_576;

/**
 * Whether a Host header names this machine. A page in a browser can make any name resolve to 127.0.0.1 (DNS rebinding),
 * but not choose this header.
 */
export const isLoopbackHost = (host: string): boolean =>
  /^(localhost|[\w-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);

function readBody(request: Request): Promise<Buffer | null> {
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

const refuse = (response: Response, status: number, code: string, message: string): void => {
  const headers = { 'content-type': 'application/json', 'x-amzn-errortype': code };
  response.writeHead(status, headers).end(JSON.stringify({ __type: code, message }));
};

async function receive(
  request: Request,
  response: Response,
  answer: (request: Signed, response: Response) => Promise<void>,
): Promise<void> {
  const body = await readBody(request);
  const host = String(request.headers.host ?? request.headers[':authority'] ?? '');
  if (!isLoopbackHost(host)) {
    refuse(
      response,
      421,
      'MisdirectedRequest',
      `The sandbox answers requests to 127.0.0.1 and localhost only; this one is for the host "${host.slice(0, 100)}".`,
    );
    return;
  }
  if (body === null) {
    refuse(response, 413, 'RequestEntityTooLarge', `The sandbox takes bodies of at most ${MOST_BODY} bytes.`);
    return;
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  await answer({ method: request.method ?? 'GET', path, query, headers: { ...request.headers, host }, body }, response);
}

/**
 * Listens on 127.0.0.1 for HTTP/1.1 and, on the same port, for HTTP/2 with prior knowledge, which the JavaScript SDK's
 * Bedrock Runtime client speaks by default. Rejects when the port is taken.
 */
export async function listen(
  port: number,
  answer: (request: Signed, response: Response) => Promise<void>,
): Promise<Listening> {
  const take = (request: Request, response: Response): void => {
    receive(request, response, answer).catch((error: unknown) => {
      refuse(
        response,
        500,
        'InternalFailure',
        `The sandbox failed: ${error instanceof Error ? error.message : 'unknown'}`,
      );
    });
  };
  const server = createServer(take);
  server.keepAliveTimeout = 5_000;
  const second = createHttp2(take);
  const sessions = new Set<Http2Session>();
  second.on('session', (session) => {
    sessions.add(session);
    session.on('close', () => sessions.delete(session));
    session.on('error', () => undefined);
  });
  second.on('sessionError', () => undefined);

  const sockets = new Set<Socket>();
  const plain = server.listeners('connection') as ((socket: Socket) => void)[];
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (first === null) return;
      socket.unshift(first);
      const start = first.subarray(0, PREFACE.length).toString('latin1');
      if (start === PREFACE) second.emit('connection', socket);
      else for (const one of plain) one.call(server, socket);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const session of sessions) session.destroy();
        for (const socket of sockets) socket.destroy();
      }),
  };
}
