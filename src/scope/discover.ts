import { GUIDE_REGION, GUIDE_STACK } from '../applications/guide.ts';
import { readDialect } from '../applications/read-dialect.ts';
import { parseModel } from '../bedrock/model-id.ts';
import { regionOfArn } from '../bedrock/needed-arns.ts';
import { REGION_NAME } from '../bedrock/partition.ts';
import type { Host } from '../core/host.ts';
import type { Source, Sourced, Target } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import type { ResolvedOptions } from '../options/resolve.ts';
import { longFlag } from '../options/table.ts';
import { whereFirst, whereIs } from '../options/where.ts';
import { loadSharedEndpoint, loadSharedRegion } from './profile.ts';
import { mustExist } from './profiles.ts';

/** An hour holds the last attempts of somebody who is just failing, and is one page of most logs. */
const LOG_WINDOW_MS = 3_600_000;

/** What is said where no Region is known and the guide's is not meant. */
export const NO_REGION =
  'No AWS Region is known (region-missing): pass --region, set AWS_REGION, or give your profile one.';

const fallback = <T>(value: T): Sourced<T> => ({ value, source: { from: 'default' } });

/** https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const ARNS = [
  ['function', /^arn:[^:]+:lambda:[^:]+:[^:]+:function:[^:]+/, 'a Lambda function'],
  ['role', /^arn:[^:]+:(?:iam::[^:]*:role|sts::[^:]*:assumed-role)\/.+/, 'an IAM role or of its session'],
  ['stack', /^arn:[^:]+:cloudformation:[^:]+:[^:]+:stack\/.+/, 'a CloudFormation stack'],
  ['logGroup', /^arn:[^:]+:logs:[^:]+:[^:]+:log-group:[^:]+/, 'a log group'],
  ['user', /^arn:[^:]+:iam::[^:]*:(?:user\/.+|root$)/, 'an IAM user'],
] as const;

/** What a run examines: the target that all its cells begin from, and what makes several of it. */
export interface Scope {
  /** Its model is the only one that was given, or none. */
  readonly target: Target;
  /** The models that were given, each once; empty where the application is to tell. */
  readonly models: readonly Sourced<string>[];
  /** Who asked for the operator's own identity; null where somebody else is examined. */
  readonly me: Source | null;
  /** Whether nothing was named, so that the guide's stack is tried, and then the event history. */
  readonly unnamed: boolean;
}

/** The models given by flag, variable or file: repeated, or as a comma list. */
const givenModels = (options: ResolvedOptions): readonly Sourced<string>[] => {
  const all = (options.list('model') ?? []).flatMap(({ value, source }) =>
    value
      .split(/[\s,]+/)
      .filter((id) => id !== '')
      .map((id) => ({ value: id, source })),
  );
  return [...new Map(all.map((one) => [one.value, one])).values()];
};

/** The Region of an ARN; undefined for a name. */
const arnRegion = (given: string): string | undefined =>
  given.startsWith('arn:') ? regionOfArn(given) || undefined : undefined;

/** The Regions that ARNs name: a function, a stack, a log group is in its own, and so is what stands for a model. */
function regionOf(
  placed: readonly (readonly ['function' | 'stack' | 'logGroup', Sourced<string> | null])[],
  models: readonly Sourced<string>[],
  given: Sourced<string> | null,
): Sourced<string> | null {
  const named = [
    ...placed.flatMap(([flag, one]) => (one === null ? [] : [{ flag, ...one, region: arnRegion(one.value) }])),
    ...models.map((one) => ({ flag: 'model' as const, ...one, region: parseModel(one.value).region ?? undefined })),
  ].flatMap(({ region, ...one }) => (region === undefined || region === '' ? [] : [{ ...one, region }]));
  let found = given;
  for (const { flag, region, source, value } of named) {
    if (found === null) found = { value: region, source };
    else if (found.value !== region) {
      throw new UsageError(
        `${whereFirst(flag, source)} names ${value}, which is in ${region}, and this run is in ${found.value}; pass --region ${region}, or another ${flag === 'logGroup' ? 'log group' : flag}.`,
      );
    }
  }
  return found;
}

/** Whom the options name. */
export interface Principals {
  readonly function: Sourced<string> | null;
  readonly role: Sourced<string> | null;
  readonly user: Sourced<string> | null;
  readonly me: Source | null;
}

/** A flag before a variable before a file (contract, section 1). */
const RANK: { readonly [from in Source['from']]?: number } = { flag: 0, env: 1 };
const rankOf = ({ from }: Source): number => RANK[from] ?? 2;

/**
 * Who is examined: at most one of role (with its function), user and the operator. Whoever is named by a weaker layer than
 * another, as a variable is beside a flag, is not meant. Throws a `UsageError`.
 */
export function principalsIn(options: ResolvedOptions): Principals {
  const me = options.flag('me') ? options.source('me') : null;
  const [fn, role, user] = [options.text('function'), options.text('role'), options.text('user')];
  const sources = [me, fn?.source, role?.source, user?.source].flatMap((source) => source ?? []);
  const strongest = Math.min(...sources.map(rankOf));
  const meant = <T extends Sourced<string> | null>(given: T): T | null =>
    given !== null && rankOf(given.source) > strongest ? null : given;
  const named: Principals = {
    function: meant(fn),
    role: meant(role),
    user: meant(user),
    me: me !== null && rankOf(me) > strongest ? null : me,
  };
  const clash = (one: string, other: string): UsageError =>
    new UsageError(`${one} and ${other} name different principals; leave one of them out.`);
  if (named.me !== null && named.user !== null) throw clash(whereIs('me', named.me), options.where('user'));
  const first = (['function', 'role'] as const).find((name) => named[name] !== null);
  if (first === undefined) return named;
  if (named.me !== null) throw clash(whereIs('me', named.me), options.where(first));
  if (named.user !== null) throw clash(options.where('user'), options.where(first));
  return named;
}

/** Refuses an ARN of something else than its flag names. Throws a `UsageError`. */
function checkArns(options: ResolvedOptions): void {
  for (const [name, arn, what] of ARNS) {
    const id = options.text(name);
    if (!id?.value.startsWith('arn:') || arn.test(id.value)) continue;
    const meant = ARNS.find(([, other]) => other.test(id.value))?.[0];
    const words = name === 'function' || name === 'role' ? 'a logical id, a name or the ARN' : 'a name or the ARN';
    throw options.wrong(
      name,
      `must be ${words} of ${what}${meant === undefined ? '' : `; pass this one with ${longFlag(meant)}`}`,
    );
  }
}

/** What to examine, each value with its source. Reads files and variables, never AWS. Throws a `UsageError`. */
export async function discoverScope(options: ResolvedOptions, host: Host): Promise<Scope> {
  // A mistake that is only met after a change or a paid call would cost more.
  options.check();
  // Before the account and Region of any of them count.
  checkArns(options);
  const principals = principalsIn(options);
  const { function: fn, role, user, me } = principals;
  const profile = options.text('profile');
  const keys = host.env['AWS_ACCESS_KEY_ID'] && host.env['AWS_SECRET_ACCESS_KEY'];
  // Keys in the environment stand in for a profile, unless it was asked for on the command line.
  if (profile && (profile.source.from === 'flag' || !keys))
    await mustExist(profile.value, options.where('profile'), host);
  const models = givenModels(options);
  const stack = stackOf(options, principals);
  const unnamed = stack === null && fn === null && role === null && user === null && me === null;
  const set = options.text('region') ?? (await loadSharedRegion(profile?.value ?? null, host));
  const guides = unnamed || stack?.value === GUIDE_STACK;
  const placed = [
    ['function', fn] as const,
    ['stack', stack] as const,
    ['logGroup', options.text('logGroup')] as const,
  ];
  const region = regionOf(placed, models, set) ?? (guides ? fallback<string>(GUIDE_REGION) : null);
  if (region === null) {
    throw new UsageError(NO_REGION);
  }
  if (!REGION_NAME.test(region.value)) {
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
  return {
    models,
    me,
    unnamed,
    target: {
      profile,
      region,
      endpointUrl,
      stack: unnamed ? fallback(GUIDE_STACK) : stack,
      function: fn,
      role,
      user,
      model: models.length === 1 ? (models[0] ?? null) : null,
      logGroup: options.text('logGroup'),
      apiUrl: options.text('apiUrl'),
      sinceMs: options.duration('since')?.value ?? LOG_WINDOW_MS,
      dialect: await readDialect(options.config('application')),
    },
  };
}

/** The stack that was given: the operator and users have none, and a configured one is not theirs. Throws a `UsageError`. */
function stackOf(options: ResolvedOptions, { function: fn, role, user, me }: Principals): Sourced<string> | null {
  const stack = options.text('stack');
  if (stack === null) return null;
  const alone = me !== null ? 'me' : user !== null ? 'user' : null;
  const explicit = stack.source.from === 'flag' || stack.source.from === 'env';
  if (alone !== null) {
    if (stack.source.from === 'flag') {
      throw new UsageError(
        `${options.where('stack')} has no say where ${options.where(alone)} names who calls; leave one of them out.`,
      );
    }
    return null;
  }
  // A role or function that is named by itself reads no stack that merely happens to be configured.
  const own = fn ?? role;
  return own !== null && !explicit && (own.value.startsWith('arn:') || !LOGICAL_ID.test(own.value)) ? null : stack;
}

/** Logical ids are letters and digits: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resources-section-structure.html */
const LOGICAL_ID = /^[A-Za-z0-9]+$/;
