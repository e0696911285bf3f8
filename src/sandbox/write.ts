import type { ServerResponse } from 'node:http';
import type { Http2ServerResponse } from 'node:http2';
import type { Handled } from './handle.ts';
import { eventFrame } from './protocols/event-stream.ts';
import { queryAnswer, queryFault } from './protocols/query.ts';

/** An answer over HTTP/1.1 or HTTP/2, as far as both are alike. */
export type Response = ServerResponse | Http2ServerResponse;

/** A finished answer: all bytes at once, or the frames of a stream one after another. */
interface Written {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly parts: readonly (string | Buffer)[];
}

/** Puts an answer into the bytes of its protocol. Throws a `RangeError` for an answer nested too deeply to be written. */
function written(handled: Handled): Written {
  const { answer, protocol, service, operation, requestId } = handled;
  // Clients that correct their clock take AWS's from this header.
  const date = new Date(Date.now() + handled.world.clockSkewMs).toUTCString();
  const id = { 'x-amzn-requestid': requestId, date };
  const json = protocol === 'json' ? 'application/x-amz-json-1.1' : 'application/json';
  if ('fault' in answer) {
    const { code, status, message } = answer.fault;
    return protocol === 'query'
      ? {
          status,
          headers: { 'content-type': 'text/xml', ...id },
          parts: [queryFault(service, answer.fault, requestId)],
        }
      : {
          status,
          headers: { 'content-type': json, 'x-amzn-errortype': code, ...id },
          parts: [JSON.stringify({ __type: code, message })],
        };
  }
  const status = answer.status ?? 200;
  if (answer.events) {
    return {
      status,
      headers: { 'content-type': 'application/vnd.amazon.eventstream', ...id, ...answer.headers },
      parts: answer.events.map(({ type, payload }) => eventFrame(type, JSON.stringify(payload))),
    };
  }
  const body =
    answer.raw ??
    (protocol === 'query' ? queryAnswer(service, operation, answer.output, requestId) : JSON.stringify(answer.output));
  const type = protocol === 'query' ? 'text/xml' : json;
  return { status, headers: { 'content-type': type, ...id, ...answer.headers }, parts: status === 204 ? [] : [body] };
}

/** Sends an answer. One that cannot be written becomes an error in AWS's shape; the sandbox stays up. */
export function send(handled: Handled, response: Response): void {
  let ready: Written;
  try {
    ready = written(handled);
  } catch (error) {
    ready = {
      status: 500,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InternalFailure' },
      parts: [
        JSON.stringify({
          __type: 'InternalFailure',
          message: `The sandbox cannot write this answer: ${error instanceof Error ? error.message : 'unknown'}`,
        }),
      ],
    };
  }
  // The types of HTTP/1.1 and HTTP/2 differ in what their methods return; both write in order.
  const out = response as ServerResponse;
  out.writeHead(ready.status, ready.headers);
  for (const part of ready.parts) out.write(part);
  out.end();
}
