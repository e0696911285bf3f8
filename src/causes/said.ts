import type { CauseId } from '../core/cause.ts';
import type { RootCause } from '../core/report.ts';

/**
 * Causes that no answer of AWS's shows: the client found no credentials, no Region or nobody to talk to, or the function's
 * own code failed (contract, section 2: "AWS said so" stands only where AWS did).
 */
const SAID_ELSEWHERE: Readonly<Partial<Record<CauseId, string>>> = {
  'credentials-missing': 'the client',
  'region-missing': 'the client',
  'endpoint-unreachable': 'the client',
  'function-error': 'the application',
};

/** Who said that it is this cause, as a person is named: `AWS`, `the client`, `the application`. */
export const sayer = (cause: CauseId): string => SAID_ELSEWHERE[cause] ?? 'AWS';

/** How a root cause is known, in words. Pure. */
export const sayBasis = ({ basis, cause }: Pick<RootCause, 'basis' | 'cause'>): string =>
  basis === 'observed' ? `${sayer(cause)} said so` : 'concluded from what was read';
