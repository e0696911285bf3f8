import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer as it goes on to the client. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}
/** What becomes of an answer. `count`: of which request of the run, from 1. */
export type Change = (answer: Answer, operation: string, count: number) => Answer;

/** A proxy before an AWS endpoint on this machine that changes what it answers. `hold`: what each request waits for. */
export async function answerProxy(
  endpoint: string,
  change: Change,
  hold: (operation: string) => Promise<void> = () => Promise.resolve(),
): Promise<{
  readonly url: string;
  /** How many requests are neither held nor answered. */
  readonly underway: () => number;
  readonly close: () => Promise<void>;
}> {
  const { port } = new URL(endpoint);
  let count = 0;
  let underway = 0;
  const server = createServer((message, response) => {
    const parts: Buffer[] = [];
    message.on('data', (part: Buffer) => parts.push(part));
    underway += 1;
    response.once('close', () => {
      underway -= 1;
    });
    message.on('end', async () => {
      const body = Buffer.concat(parts);
      const target = message.headers['x-amz-target'];
      const operation =
        typeof target === 'string'
          ? target.replace(/^.*\./, '')
          : (/(?:^|&)Action=(\w+)/.exec(body.toString('latin1'))?.[1] ?? `${message.method} ${message.url}`);
      underway -= 1;
      await hold(operation);
      underway += 1;
      const onward = request(
        { host: '127.0.0.1', port, path: message.url, method: message.method, headers: message.headers },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => {
            count += 1;
            const headers = Object.fromEntries(
              Object.entries(answer.headers)
                .filter(([name]) => !['content-length', 'transfer-encoding', 'connection'].includes(name))
                .map(([name, value]) => [name, String(value)]),
            );
            const changed = change(
              { status: answer.statusCode ?? 200, headers, body: Buffer.concat(pieces) },
              operation,
              count,
            );
            response.writeHead(changed.status, changed.headers);
            response.end(changed.body);
          });
        },
      );
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    underway: () => underway,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
