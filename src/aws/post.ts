import { HttpRequest } from '@smithy/core/protocols';
import { isPrivateWay } from '../core/private-way.ts';
import { withoutSecrets } from '../core/secrets.ts';
import { UsageError } from '../core/usage-error.ts';
import { type Connection, settingsFor } from './connect.ts';
import { AwsError, toAwsError } from './error.ts';
import { nodeHandler } from './handler.ts';
import type { SignedFor } from './sign.ts';

/** An HTTP answer, whatever its status. */
export interface Posted {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** Why the body was not read to its end: it is too long, or it goes on after the time for it; null when it was. */
  readonly cut: 'size' | 'time' | null;
}

/** No answer that is worth reading is longer; a huge body is not read to its end. */
const MOST_BYTES = 10_485_760;
/** API Gateway gives up after 29 seconds; a little longer sees its own answer. A body that drips in has the same time. */
const WHOLE_MS = 35_000;
/** Headers that hold what nobody else may know. */
const SECRET_HEADERS: ReadonlySet<string> = new Set(['x-api-key', 'authorization', 'cookie', 'x-amz-security-token']);
/** What the call is called where an IAM action is named. */
const ACTION = 'execute-api:Invoke';

/** Posts to an address as its users do; follows no redirect. Rejects with an `AwsError` when no whole answer came, and with a `UsageError` where a secret would go over an open way. */
export type Post = (
  address: string,
  headers: Readonly<Record<string, string>>,
  /** Null: nothing is sent, and the address is read (GET). */
  body: string | null,
  /** Whether to sign the request with the caller's credentials, or the service to sign it for where the host does not tell. */
  signs: boolean | SignedFor,
) => Promise<Posted>;

/** How requests go out to addresses that are not AWS's own, with the same network and credentials. */
export const posterOf =
  (connection: Connection): Post =>
  (...about) =>
    post(connection, ...about);

async function post(
  connection: Connection,
  address: string,
  headers: Readonly<Record<string, string>>,
  body: string | null,
  signs: boolean | SignedFor,
): Promise<Posted> {
  const { signal } = connection;
  const carries = signs !== false || Object.keys(headers).some((name) => SECRET_HEADERS.has(name.toLowerCase()));
  if (carries && !isPrivateWay(address))
    throw new UsageError(
      `Neither an API key nor a signature is sent to ${new URL(address).host} over http, where anybody on the way can read it; use https.`,
    );
  const { protocol, host, hostname, port, pathname, searchParams } = new URL(address);
  const request = new HttpRequest({
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: pathname,
    query: Object.fromEntries(searchParams),
    method: body === null ? 'GET' : 'POST',
    headers: { ...headers, host, ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
    ...(body === null ? {} : { body }),
  });
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), WHOLE_MS);
  const over = AbortSignal.any([signal, late.signal]);
  try {
    const handler = nodeHandler(WHOLE_MS, connection.network ?? null);
    // Late: most addresses want no signature.
    if (signs !== false)
      request.headers = await (await import('./sign.ts')).signed(
        request,
        settingsFor(connection, connection.region, handler),
        signs === true ? null : signs,
      );
    const { response } = await handler.handle(request, { abortSignal: over });
    return { status: response.statusCode, headers: response.headers, ...(await bounded(response.body, over, signal)) };
  } catch (error) {
    if (over.aborted) throw new AwsError('timeout', 'Timeout', 'no answer within the time allowed', null, ACTION, null);
    throw toAwsError(error, ACTION);
  } finally {
    clearTimeout(timer);
  }
}

type Body = AsyncIterable<Uint8Array> & { readonly destroy: (error?: Error) => void };

async function bounded(
  body: Body,
  over: AbortSignal,
  ended: AbortSignal,
): Promise<{ readonly text: string; readonly cut: Posted['cut'] }> {
  const stop = (): void => body.destroy(new Error('aborted'));
  over.addEventListener('abort', stop, { once: true });
  const parts: Uint8Array[] = [];
  let size = 0;
  let late = false;
  try {
    for await (const part of body) {
      parts.push(part);
      size += part.length;
      if (size > MOST_BYTES) break;
    }
  } catch (error) {
    // A stream that goes on has answered; one that the run itself ended has not.
    if (!over.aborted || ended.aborted || parts.length === 0) throw error;
    late = true;
  } finally {
    over.removeEventListener('abort', stop);
  }
  // JSON is UTF-8 whatever a header says: https://www.rfc-editor.org/rfc/rfc8259#section-8.1
  const text = new TextDecoder().decode(Buffer.concat(parts).subarray(0, MOST_BYTES));
  return { text: withoutSecrets(text), cut: size > MOST_BYTES ? 'size' : late ? 'time' : null };
}
