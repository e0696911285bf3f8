import type { Unknown } from '../core/fact.ts';
import { withoutSecrets } from '../core/secrets.ts';
import { isNetworkCode, NOT_AWS, networkWords } from './network.ts';

/** An answer of AWS that is an error, or that no answer came. */
export class AwsError extends Error {
  constructor(
    readonly kind: 'answer' | 'unreachable' | 'no-credentials' | 'timeout' | 'garbled',
    /** AWS's name of the error: 'AccessDenied', 'NoSuchEntity'; 'ENOTFOUND' and the like where no answer came. */
    readonly code: string,
    message: string,
    /** The HTTP status, or null where no answer came. */
    readonly status: number | null,
    /** The IAM action of the call. */
    readonly action: string,
    readonly requestId: string | null,
  ) {
    // AWS's words quote what it was sent, and a proxy's may be anything.
    super(withoutSecrets(message));
    this.name = 'AwsError';
  }
}

/** Codes that say "not you" rather than "not this": https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const CREDENTIAL_CODES = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'RequestTimeTooSkewed',
  'AuthFailure',
]);

/** Whether AWS refused the credentials themselves. */
export const refusesCredentials = (code: string): boolean => CREDENTIAL_CODES.has(code);

/** Whether it is not known for want of credentials that AWS accepts. */
export const needsCredentials = (why: Unknown): boolean =>
  why.kind === 'no-credentials' || (why.kind === 'failed' && refusesCredentials(why.code));

const DENIALS = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'UnauthorizedOperation',
  'AuthorizationError',
  'NotAuthorized',
]);

/** Whether the answer says that the caller may not do this. */
export const isDenial = (error: AwsError): boolean => error.kind === 'answer' && DENIALS.has(error.code);

/** What JavaScript throws at an object where a text belongs, at a broken encoding, at a text that is no JSON, at a date that is none. */
const MISSHAPEN = [TypeError, URIError, SyntaxError, RangeError];

/** The error as a recordable reason for not knowing. */
export function classify(error: unknown): Unknown {
  // What a read stumbles over is the form of an answer that AWS does not send.
  if (MISSHAPEN.some((kind) => error instanceof kind)) {
    return { kind: 'failed', code: 'UnreadableAnswer', message: String(error), status: null };
  }
  if (!(error instanceof AwsError)) {
    return { kind: 'bug', message: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
  switch (error.kind) {
    case 'unreachable':
      return { kind: 'unreachable', message: `${error.code}: ${error.message}` };
    case 'no-credentials':
      return { kind: 'no-credentials', message: error.message };
    case 'timeout':
      return { kind: 'unreachable', message: `${error.code}: ${error.message}` };
    case 'garbled':
      return { kind: 'failed', code: error.code, message: error.message, status: error.status };
    case 'answer':
      return isDenial(error)
        ? { kind: 'denied', action: error.action, message: error.message }
        : { kind: 'failed', code: error.code, message: error.message, status: error.status };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Turns whatever the SDK threw into an `AwsError`. */
export function toAwsError(error: unknown, action: string): AwsError {
  if (error instanceof AwsError) return error;
  const found = isRecord(error) ? error : {};
  const metadata = isRecord(found['$metadata']) ? found['$metadata'] : {};
  const status = typeof metadata['httpStatusCode'] === 'number' ? metadata['httpStatusCode'] : null;
  const requestId = text(metadata['requestId']);
  const name = text(found['name']) ?? 'Error';
  const message = text(found['message']) ?? text(found['Message']) ?? name;
  const code = text(found['code']) ?? text(found['Code']);
  if (
    name === 'CredentialsProviderError' ||
    /Could not load credentials|Could not resolve credentials|Credential is missing/i.test(message)
  ) {
    return new AwsError('no-credentials', name, message, null, action, null);
  }
  if (name === 'AbortError')
    return new AwsError('timeout', 'Timeout', 'no answer within the time allowed', null, action, null);
  if (code !== null && isNetworkCode(code))
    return new AwsError('unreachable', code, networkWords(code, text(found['message']) ?? ''), null, action, requestId);
  if (name === 'TimeoutError') return new AwsError('timeout', 'Timeout', message, null, action, requestId);
  if (name === NOT_AWS) return new AwsError('garbled', 'UnreadableAnswer', message, status, action, null);
  if (status === null && /socket hang up|aborted/i.test(message))
    return new AwsError('unreachable', 'ECONNRESET', networkWords('ECONNRESET', message), null, action, requestId);
  const unnamed = name === 'Error' || name === 'UnknownError' || name === 'Unknown';
  const awsCode = unnamed ? (code ?? name) : name;
  const wordless = unnamed && code === null && status !== null;
  if (wordless || name === 'SyntaxError' || UNREADABLE.test(message)) {
    return new AwsError('garbled', 'UnreadableAnswer', garbledWords(status), status, action, requestId);
  }
  return new AwsError('answer', awsCode.replace(/^.*#/, '').replace(/:.*$/, ''), message, status, action, requestId);
}

/** The SDK's and the parsers' words for a body that is not in the form of the protocol. */
const UNREADABLE = /Deserialization error|Unexpected (token|end of)/i;

/** Something between here and AWS answers in AWS's place: a proxy, a firewall, a load balancer. */
const garbledWords = (status: number | null): string =>
  `the answer${status === null ? '' : ` (HTTP ${status})`} could not be read; it is not from AWS, or was cut short`;

/** The promise's value, or null when AWS answers with one of these codes ("not there"). */
export async function orNull<T>(codes: readonly string[], promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof AwsError && codes.includes(error.code)) return null;
    throw error;
  }
}
