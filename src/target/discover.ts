import type { Host } from '../core/host.ts';
import type { Sourced, Target } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Settled } from '../options/resolve.ts';
import { loadSharedRegion } from './profile-region.ts';

/** The guide's own values, for whoever follows it to the letter. */
const GUIDE = { stack: 'kiroween', region: 'ap-northeast-2', function: 'PoetryFunction' } as const;

/** An hour holds the last attempts of somebody who is just failing, and is one page of most logs. */
const LOG_WINDOW_MS = 3_600_000;

const fallback = <T>(value: T): Sourced<T> => ({ value, source: { from: 'default' } });

/** Region names: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/** What to examine, each value with its source. Reads files and variables, never AWS. Throws a `UsageError`. */
export async function discoverTarget(options: Settled, host: Host): Promise<Target> {
  const profile = options.text('profile');
  const region =
    options.text('region') ?? (await loadSharedRegion(profile?.value ?? null, host)) ?? fallback<string>(GUIDE.region);
  if (!REGION.test(region.value)) {
    throw new UsageError(`${region.value} is no AWS Region; write one such as ap-northeast-2 (--region).`);
  }
  const endpointUrl = options.text('endpointUrl');
  for (const [name, given] of [
    ['--endpoint-url', endpointUrl],
    ['--api-url', options.text('apiUrl')],
  ] as const) {
    if (given && !/^https?:\/\/[^\s/]+/.test(given.value)) {
      throw new UsageError(
        `${name} must be an address that begins with https:// or http:// (it is ${JSON.stringify(given.value)}).`,
      );
    }
  }
  return {
    profile,
    region,
    endpointUrl,
    stack: options.text('stack') ?? fallback(GUIDE.stack),
    function: options.text('function') ?? fallback(GUIDE.function),
    role: options.text('role'),
    // A preflight may name several; what is examined at one time is one.
    model: options.list('model')?.[0] ?? null,
    logGroup: options.text('logGroup'),
    apiUrl: options.text('apiUrl'),
    sinceMs: options.duration('since')?.value ?? LOG_WINDOW_MS,
  };
}
