import { UsageError } from '../core/usage-error.ts';
import type { ResolvedOptions } from './resolve.ts';

/** The beginning of variables that are the tool's own: their values are meant for it. */
const OWN = 'BEDROCK_DOCTOR_';

/**
 * An address that a config file names gets the body of the request and nothing else (contract, section 1). Throws a
 * `UsageError` where a key or a signature was asked for.
 */
export function mustStayBare(options: ResolvedOptions): void {
  if (options.source('apiUrl')?.from !== 'file') return;
  const asked = (['apiKeyEnv', 'sign'] as const).find((name) =>
    name === 'sign' ? options.flag('sign') : options.text(name) !== null,
  );
  if (asked === undefined) return;
  throw new UsageError(
    `${options.where(asked)} is not for ${options.where('apiUrl')}: an address from a config file gets the request's body and nothing else; pass --api-url yourself.`,
  );
}

/**
 * Throws a `UsageError` for a variable that is not to be sent anywhere: only one that was named on the command line, or
 * whose name says that it is the tool's, can be the API key.
 */
export function mayBeKey(options: ResolvedOptions, variable: string): void {
  if (options.source('apiKeyEnv')?.from === 'flag' || variable.startsWith(OWN)) return;
  throw new UsageError(
    `${options.where('apiKeyEnv')} names a variable that does not begin with ${OWN}, so it is not sent as a key; pass --api-key-env yourself.`,
  );
}
