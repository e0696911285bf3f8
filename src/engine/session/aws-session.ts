import { type Connection, connect } from '../../aws/connect.ts';
import { type Post, posterOf } from '../../aws/post.ts';
import type { Aws, ServiceName } from '../../core/aws.ts';
import { deadlineAfter } from '../../core/deadline.ts';
import type { Host } from '../../core/host.ts';
import type { Target } from '../../core/target.ts';
import { discoverScope, type Scope } from '../../scope/discover.ts';
import { nameForSdk } from '../../scope/profiles.ts';
import { keysOf } from '../fleet/enter.ts';
import { networkOf } from './network.ts';
import type { Session } from './session.ts';

/** A session that looks at AWS. */
export interface AwsSession extends Session {
  /** What the run begins from; what it examines in the end is told by its diagnosis. */
  readonly target: Target;
  /** What makes several cells of it. */
  readonly scope: Scope;
  readonly aws: Aws;
  /** Sends a request to an address that is not AWS's own; ended by the same deadline. */
  readonly post: Post;
  /** Fires on Ctrl-C, and when the time of the run is over: ends every call of `aws`. */
  readonly deadline: AbortSignal;
  /** The same, but Ctrl-C does not cut its calls short: for writes and for taking them back. */
  readonly steady: Aws;
  /** How AWS is reached, for connections of other accounts. */
  readonly connection: Connection;
  /** The address that stands for AWS's own where writes go, as the journal keeps it; null for AWS's own. */
  readonly endpoint: string | null;
  /** A new way to AWS that only its own time ends, in milliseconds: for taking away what must not stay. */
  readonly cleanup: (ms: number) => Aws;
  /** The same with its credentials read again; null where they stand in the environment, which nobody renews. */
  readonly renewed: () => Aws | null;
  /** The same as somebody else: the keys of a session of a role. */
  readonly as: (keys: Keys) => Aws;
  /** Sends requests as somebody else. */
  readonly postAs: (keys: Keys) => Post;
}

/** Credentials of a session. */
export type Keys = NonNullable<Connection['keys']>;

/** Longest time a run may look at AWS before it says what it has. */
const TIMEOUT_MS = 60_000;

/** The AWS CLI's order: the flag, the service's own variable, the one for all services. */
const endpointOf =
  ({ endpointUrl }: Target, env: Host['env']) =>
  (service: ServiceName): string | null => {
    const own = env[`AWS_ENDPOINT_URL_${SERVICE_IDS[service]}`];
    if (endpointUrl?.source.from === 'flag') return endpointUrl.value;
    return own !== undefined && own !== '' ? own : (endpointUrl?.value ?? null);
  };

/** Service ids as the variables spell them: https://docs.aws.amazon.com/sdkref/latest/guide/ss-endpoints-table.html */
const SERVICE_IDS: { readonly [service in ServiceName]: string } = {
  sts: 'STS',
  iam: 'IAM',
  cloudformation: 'CLOUDFORMATION',
  lambda: 'LAMBDA',
  logs: 'CLOUDWATCH_LOGS',
  bedrock: 'BEDROCK',
  'bedrock-runtime': 'BEDROCK_RUNTIME',
  'service-quotas': 'SERVICE_QUOTAS',
  cloudtrail: 'CLOUDTRAIL',
  organizations: 'ORGANIZATIONS',
  ec2: 'EC2',
};

/** The services whose answers decide where a change is made. */
const WRITTEN_TO = ['sts', 'iam', 'bedrock'] as const satisfies readonly ServiceName[];

/** An address as it is compared: without a key that may stand in it, and without what does not tell it from another. */
function plainEndpoint(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;
  } catch {
    return url;
  }
}

/** One name for all of them; null where every one is AWS's own. */
function endpointName(of: (service: ServiceName) => string | null): string | null {
  const found = WRITTEN_TO.map((service) => ({ service, url: of(service) }));
  const [first] = found;
  const names = found.flatMap(({ service, url }) => (url === null ? [] : [`${service}=${plainEndpoint(url)}`]));
  if (first && first.url !== null && found.every(({ url }) => url === first.url)) return plainEndpoint(first.url);
  return names.length === 0 ? null : names.join(' ');
}

/** Time a cleanup has after the run's own is over. */
const STEADY_MS = 30_000;

/**
 * The keys of the role of `--assume-role`, asked for when they are first needed; null where none is assumed. A fleet enters
 * each account by itself. Throws a `UsageError` for what is no role's ARN.
 */
function assumedKeys({ command, options, host }: Session, home: Connection): NonNullable<Connection['provide']> | null {
  const role = command === 'fleet' ? null : options.text('assumeRole');
  if (role === null) return null;
  if (!ROLE_ARN.test(role.value)) throw options.wrong('assumeRole', 'must be the ARN of an IAM role');
  const externalId = options.text('externalId')?.value ?? null;
  return keysOf(role.value, { homeAws: connect(home), externalId, now: host.now });
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\/.+/;

/** Adds the target and the way to AWS; no call is made yet. */
export async function openAws(session: Session, deadlineMs: number = TIMEOUT_MS): Promise<AwsSession> {
  const { host, options } = session;
  const scope = await discoverScope(options, host);
  const { target } = scope;
  const timeout = options.duration('timeout')?.value ?? deadlineMs;
  const { env } = host;
  const [id, secret] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']];
  const fromFlag = target.profile?.source.from === 'flag';
  const debug = options.flag('debug');
  const network = await networkOf(host);
  const addressOf = endpointOf(target, env);
  let connection: Omit<Connection, 'signal'> = {
    network,
    region: target.region.value,
    profile: target.profile && nameForSdk(target.profile.value),
    endpointOf: addressOf,
    keys:
      id && secret && !fromFlag
        ? { accessKeyId: id, secretAccessKey: secret, sessionToken: env['AWS_SESSION_TOKEN'] ?? null }
        : null,
    ...(session.onLongAnswer === undefined ? {} : { onLongAnswer: session.onLongAnswer }),
    trace: (line: string) => {
      if (debug) host.err(`${line}\n`);
    },
  };
  const deadline = deadlineAfter(timeout, host.signal);
  const home = { ...connection, signal: deadline };
  const { guard = (aws: Aws) => aws } = session;
  const reach = (one: Connection): Aws => guard(connect(one));
  const assumed = assumedKeys(session, home);
  // Keys that are given stand for themselves, whatever role the operator has assumed.
  const asWhoever = connection;
  if (assumed !== null) connection = { ...connection, provide: assumed };
  return {
    ...session,
    target,
    scope,
    deadline,
    connection: { ...connection, signal: deadline },
    endpoint: endpointName(addressOf),
    aws: reach({ ...connection, signal: deadline }),
    post: posterOf({ ...connection, signal: deadline }),
    steady: reach({ ...connection, signal: deadlineAfter(timeout + STEADY_MS) }),
    cleanup: (ms) => reach({ ...connection, reread: connection.keys === null, signal: deadlineAfter(ms) }),
    renewed: () =>
      connection.keys === null
        ? reach({ ...connection, reread: true, signal: deadlineAfter(timeout + STEADY_MS) })
        : null,
    postAs: (keys) => posterOf({ ...asWhoever, keys, profile: null, signal: deadline }),
    as: (keys) => reach({ ...asWhoever, keys, profile: null, signal: deadline }),
  };
}
