import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { roleOf, userOf } from './authorize.ts';
import { type Caller, type Fault, fault } from './operation.ts';
import type { Moment, World } from './world.ts';

/** A signed request, as far as the signature concerns it. */
export interface Signed {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
export interface Identity {
  readonly caller: Caller;
  readonly region: string;
  readonly service: string;
}

/** AWS takes a signature for five minutes: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
const MOST_SKEW_MS = 5 * 60_000;
const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

const hmac = (key: string | Buffer, value: string): Buffer => createHmac('sha256', key).update(value).digest();
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** The signature of Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function signatureOf(
  request: Signed,
  secret: string,
  parts: { date: string; region: string; service: string; signed: string },
): string {
  const { date, region, service, signed } = parts;
  const query = [...new URLSearchParams(request.query)]
    .map(([key, value]) => `${encode(key)}=${encode(value)}`)
    .sort()
    .join('&');
  // Every service but S3 encodes the path twice.
  const path = request.path.split('/').map(encode).join('/');
  const headers = signed.split(';').map(
    (name) =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replace(/\s+/g, ' ')}\n`,
  );
  const given = request.headers['x-amz-content-sha256'];
  const hash =
    typeof given === 'string' && given !== '' ? given : createHash('sha256').update(request.body).digest('hex');
  const canonical = [request.method, path, query, headers.join(''), signed, hash].join('\n');
  const time = String(request.headers['x-amz-date'] ?? '');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n');
  const key = hmac(hmac(hmac(hmac(`AWS4${secret}`, date), region), service), 'aws4_request');
  return createHmac('sha256', key).update(toSign).digest('hex');
}

const moment = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** Who sent the request, or the error AWS answers instead. `query` protocols name the errors differently. */
export function identify(
  world: World,
  request: Signed,
  isQuery: boolean,
  wallClock: number,
  now: Moment = wallClock,
): Identity | { readonly fault: Fault } {
  const given = request.headers.authorization ?? '';
  if (given.startsWith('Bearer ')) return identifyBearer(world, given.slice('Bearer '.length), now);
  const parsed = AUTHORIZATION.exec(given);
  if (!parsed) {
    return isQuery
      ? fault('MissingAuthenticationToken', 403, 'Request is missing Authentication Token')
      : fault('MissingAuthenticationTokenException', 403, 'Missing Authentication Token');
  }
  const [, id = '', date = '', region = '', service = '', signed = '', signature = ''] = parsed;
  const key = world.keys[id];
  const invalid = fault(
    isQuery ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
    403,
    'The security token included in the request is invalid.',
  );
  if (!key || key.state === 'inactive') return invalid;
  const token = request.headers['x-amz-security-token'];
  if (key.token !== null && token !== key.token) return invalid;
  if (key.state === 'expired' || (key.expiresAt !== null && key.expiresAt <= now)) {
    return fault(
      isQuery ? 'ExpiredToken' : 'ExpiredTokenException',
      403,
      'The security token included in the request is expired',
    );
  }
  const time = String(request.headers['x-amz-date'] ?? '');
  if (Math.abs(moment(time) - wallClock) > MOST_SKEW_MS) {
    const server = `${new Date(wallClock).toISOString().replace(/[-:]|\.\d+/g, '')}`;
    return fault(
      isQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      403,
      `Signature expired: ${time} is now earlier than ${server} (${server} - 5 min.)`,
    );
  }
  if (signatureOf(request, key.secret, { date, region, service, signed }) !== signature) {
    return fault(
      isQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
      403,
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  const role = roleOf(world, key.principal);
  const session = key.session ?? 'session';
  return {
    region,
    service,
    caller: {
      arn: role ? `arn:${world.partition}:sts::${world.account}:assumed-role/${role.name}/${session}` : key.principal,
      userId: role ? `${role.id}:${session}` : (userOf(world, key.principal)?.id ?? world.account),
      accessKeyId: id,
      sessionPolicies: key.policies ?? [],
    },
  };
}

/**
 * Who is behind a Bedrock API key: its user. The Region is the endpoint's, which here has one name for all.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html
 */
function identifyBearer(world: World, token: string, now: Moment): Identity | { readonly fault: Fault } {
  const key = world.apiKeys[token];
  const user = key ? world.users[key.user] : undefined;
  if (!key || !user) {
    // What AWS says of a token that it does not know, and of one that is over.
    return fault(
      'AccessDeniedException',
      403,
      token.startsWith('ABSK')
        ? 'Authentication failed: Please make sure your API Key is valid.'
        : 'Bearer Token has expired',
    );
  }
  if (key.expiresAt !== null && key.expiresAt <= now) {
    return fault('AccessDeniedException', 403, 'Bearer Token has expired');
  }
  const arn = `arn:${world.partition}:iam::${world.account}:user${user.path}${user.name}`;
  return {
    region: world.region,
    service: 'bedrock',
    caller: { arn, userId: user.id, accessKeyId: '', sessionPolicies: [] },
  };
}
