import { AwsError } from './error.ts';

/** A member that AWS always sends; throws when it is missing, because then the answer is not AWS's. */
export function given<T>(value: T | undefined | null, name: string): T {
  if (value === undefined || value === null) {
    throw new AwsError('garbled', 'UnreadableAnswer', `the answer has no ${name}`, null, '', null);
  }
  return value;
}
