import { type AwsError, isDenial, refusesCredentials } from '../error.ts';

/** What an error means to somebody who follows a log. */
export type TailError =
  /** The group is not there, or not yet. */
  | 'missing'
  | 'throttled'
  /** The credentials are not accepted, or not any more. */
  | 'credentials'
  | 'denied'
  /** Reset, time-out, garbled, 5xx: the next call may be answered. */
  | 'passing'
  /** The token of the next page is not known any more. */
  | 'token'
  | 'final';

const THROTTLES = /Throttl|TooManyRequests|RequestLimitExceeded|LimitExceededException|SlowDown/;

/** Names the failure. `paging`: the call had a token. Pure. */
export function classifyError(error: AwsError, paging: boolean): TailError {
  const { kind, code, status } = error;
  if (kind === 'no-credentials' || refusesCredentials(code)) return 'credentials';
  if (kind !== 'answer') return 'passing';
  if (code === 'ResourceNotFoundException') return 'missing';
  if (status === 429 || THROTTLES.test(code)) return 'throttled';
  if (isDenial(error)) return 'denied';
  if (status !== null && status >= 500) return 'passing';
  return paging && code === 'InvalidParameterException' ? 'token' : 'final';
}

/**
 * How long a failure is borne before it is passed on, in milliseconds. `worked`: the log has been read in this run, so
 * the call is right; `follow`: the reader asked to go on until stopped.
 */
export function retryFor(failure: TailError, worked: boolean, follow: boolean): number {
  switch (failure) {
    case 'missing':
      return follow ? Number.POSITIVE_INFINITY : 0;
    case 'throttled':
      return follow ? Number.POSITIVE_INFINITY : 60_000;
    case 'passing':
      // Longer than any outage of a network that is expected back; at the start a wrong address is more likely.
      return worked ? (follow ? 600_000 : 20_000) : 5_000;
    case 'denied':
      // A grant that has just been changed is seen by some of IAM's replicas and not by others.
      return worked ? 30_000 : 0;
    case 'credentials':
      return worked ? 10_000 : 0;
    case 'token':
      return 60_000;
    case 'final':
      return 0;
  }
}

/** One sentence for the reader, told once the failure lasts. */
export function sayError(failure: TailError, error: AwsError, group: string): string {
  switch (failure) {
    case 'missing':
      return `The log group ${group} is not there yet; waiting for it.`;
    case 'throttled':
      return `AWS asks to be asked less often (${error.code}); going on more slowly.`;
    case 'denied':
      return `You may not ${error.action} any more; trying again for a moment.`;
    case 'credentials':
      return `The credentials are not accepted any more (${error.code}); looking for fresh ones.`;
    default:
      return `No answer from AWS (${error.code}); trying again.`;
  }
}

/** One sentence once it is over. */
export const sayOver = (failure: TailError, group: string): string =>
  failure === 'missing' ? `The log group ${group} is there now.` : 'AWS answers again; no line was lost meanwhile.';
