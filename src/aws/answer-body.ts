import { Readable, Transform } from 'node:stream';
import { NOT_AWS } from './network.ts';

/** No answer of AWS's is longer: its largest pages have a megabyte or six. */
const MOST_BYTES = 10_485_760;
/** What one is that has pages of a busy log or a long list; others are shorter. */
const LONG_BYTES = 262_144;

/** What a body of the SDK's HTTP handler is to us. */
export type Body = Readable;

/** The error for what is no answer of AWS's. */
const notAws = (message: string, statusCode: number): Error =>
  Object.assign(new Error(message), { name: NOT_AWS, $metadata: { httpStatusCode: statusCode } });

/** The same body, which ends with an error where it is longer than any answer of AWS's; `onLong` is told while a long one comes. */
export function bounded(body: Body, statusCode: number, onLong: () => void): Body {
  let size = 0;
  const limit = new Transform({
    transform(piece: Uint8Array, _encoding, done) {
      if (size < LONG_BYTES && size + piece.length >= LONG_BYTES) onLong();
      size += piece.length;
      if (size <= MOST_BYTES) {
        done(null, piece);
        return;
      }
      body.destroy();
      done(
        notAws(`the answer (HTTP ${statusCode}) is longer than any of AWS's, and was not read to its end`, statusCode),
      );
    },
  });
  body.once('error', (error) => limit.destroy(error));
  // Who gives up reading ends the connection, too.
  limit.once('close', () => {
    if (!body.readableEnded) body.destroy();
  });
  return body.pipe(limit);
}

/** An answer in XML, as STS, IAM and CloudFormation give it: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
const AWS_XML = /^\s*(?:<\?xml[^>]*\?>\s*)?<[A-Za-z]+(?:Response|Result)\b/;

/**
 * A body that calls itself a web page. Some servers and proxies call everything so: what does not begin like a page is read
 * as what it is. Throws where it is a page: the SDK would read it as an empty answer, and an empty list of policies is a
 * lie.
 */
export async function notPage(body: Body, statusCode: number): Promise<Body> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece as Uint8Array);
  const whole = Buffer.concat(pieces);
  const begin = whole.subarray(0, 4_096).toString('utf8').trimStart();
  if (begin.startsWith('<') && !AWS_XML.test(begin))
    throw notAws(`a web page came in the place of AWS's answer (HTTP ${statusCode})`, statusCode);
  return Readable.from(whole.length === 0 ? [] : [whole]);
}
