import type { Host } from '../core/host.ts';
import type { Source, Sourced, Target } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Settled } from '../options/resolve.ts';
import { whereFirst } from '../options/where.ts';
import { loadSharedEndpoint, loadSharedRegion } from './profile.ts';
import { mustExist } from './profiles.ts';

/** The guide's own values, for whoever follows it to the letter. */
const GUIDE = { stack: 'kiroween', region: 'ap-northeast-2', function: 'PoetryFunction' } as const;

/** An hour holds the last attempts of somebody who is just failing, and is one page of most logs. */
const LOG_WINDOW_MS = 3_600_000;

const fallback = <T>(value: T): Sourced<T> => ({ value, source: { from: 'default' } });

/** Region names: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const REGION = /^[a-z]{2}(-[a-z]+)+-\d+$/;

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const ARNS = [
  ['function', /^arn:[^:]+:lambda:[^:]+:[^:]+:function:[^:]+/, 'a Lambda function'],
  ['role', /^arn:[^:]+:iam::[^:]*:role\/.+/, 'an IAM role'],
] as const;

/** Which source counts for more: the contract's order, section 1. */
const STRENGTH: { readonly [from in Source['from']]: number } = {
  flag: 3,
  prompt: 3,
  env: 2,
  file: 1,
  discovered: 0,
  default: 0,
};

/** The Region that the function's ARN names, where nothing as strong names another: a function is called in its own. */
function regionInArn(fn: Sourced<string> | null, given: Sourced<string> | null): Sourced<string> | null {
  const value = /^arn:[^:]+:lambda:([^:]+):/.exec(fn?.value ?? '')?.[1];
  if (!fn || value === undefined || value === given?.value) return null;
  return given !== null && STRENGTH[given.source.from] >= STRENGTH[fn.source.from]
    ? null
    : { value, source: fn.source };
}

/** What to examine, each value with its source. Reads files and variables, never AWS. Throws a `UsageError`. */
export async function discoverTarget(options: Settled, host: Host): Promise<Target> {
  // A mistake that is only met after a change or a paid call would cost more.
  options.check();
  const profile = options.text('profile');
  const keys = host.env['AWS_ACCESS_KEY_ID'] && host.env['AWS_SECRET_ACCESS_KEY'];
  // Keys in the environment stand in for a profile, unless it was asked for on the command line.
  if (profile && (profile.source.from === 'flag' || !keys))
    await mustExist(profile.value, options.where('profile'), host);
  const given = options.text('region') ?? (await loadSharedRegion(profile?.value ?? null, host));
  const region = regionInArn(options.text('function'), given) ?? given ?? fallback<string>(GUIDE.region);
  if (!REGION.test(region.value)) {
    throw new UsageError(
      `${whereFirst('region', region.source)} must be an AWS Region such as ap-northeast-2 (it is ${JSON.stringify(region.value)}).`,
    );
  }
  const unseen = profile !== null && host.env['AWS_PROFILE'] !== profile.value ? profile.value : null;
  const endpointUrl = options.text('endpointUrl') ?? (unseen === null ? null : await loadSharedEndpoint(unseen, host));
  for (const name of ['endpointUrl', 'apiUrl'] as const) {
    const url = options.text(name);
    if (url && !/^https?:\/\/[^\s/]+/.test(url.value)) {
      throw options.wrong(name, 'must be an address that begins with https:// or http://');
    }
  }
  for (const [name, arn, what] of ARNS) {
    const id = options.text(name);
    if (id?.value.startsWith('arn:') && !arn.test(id.value)) {
      throw options.wrong(name, `must be a logical id, a name or the ARN of ${what}`);
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
