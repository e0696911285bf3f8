import { connect } from '../aws/connect.ts';
import type { Aws, ServiceName } from '../core/aws.ts';
import type { Host } from '../core/host.ts';
import { EMPTY_TARGET, type ExitCode, type Report, type Style } from '../core/report.ts';
import type { Target } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import { type Flags, type Settled, settle } from '../options/resolve.ts';
import { REPORTERS } from '../reporters/index.ts';
import { discoverTarget } from '../target/discover.ts';

/** One run of a command: its options, where it prints, what it examines. */
export interface Session {
  readonly command: string;
  readonly host: Host;
  readonly options: Settled;
  readonly startedAt: number;
  readonly quiet: boolean;
  /** Prints the report in the format asked for, to standard output or `--output`. */
  readonly print: (report: Report) => Promise<void>;
  /** What a prompt would ask, when it may: true with --yes, a `UsageError` that names the flag where nobody can answer. */
  readonly agree: (question: string, flag: string) => Promise<boolean>;
}
/** A session that looks at AWS. */
export interface AwsSession extends Session {
  readonly target: Target;
  readonly aws: Aws;
  /** The same, but Ctrl-C does not cut its calls short: for writes and for taking them back. */
  readonly steady: Aws;
}
export type Command = (session: Session, args: readonly string[]) => Promise<ExitCode>;

/** Reads the options and finds out where to print. Throws a `UsageError`. */
export async function openSession(command: string, flags: Flags, host: Host): Promise<Session> {
  const options = await settle(flags, host);
  const format = options.text('format')?.value ?? 'text';
  const reporter = REPORTERS[format];
  if (!reporter) {
    throw new UsageError(`--format ${format} is not known; it must be one of ${Object.keys(REPORTERS).join(', ')}.`);
  }
  const output = options.text('output')?.value ?? null;
  const quiet = options.flag('quiet');
  const style: Style = {
    color: output === null && host.colorOut,
    width: Math.min(Math.max(host.columns, 40), 120),
    verbose: options.flag('verbose'),
    quiet,
    unicode: host.unicode,
  };
  const startedAt = host.now();
  return {
    command,
    host,
    options,
    startedAt,
    quiet,
    print: async (report) => {
      const text = reporter(report, style);
      if (output === null) await host.out(text);
      else await host.write(output, text);
    },
    agree: async (question, flag) => {
      if (options.flag('yes')) return true;
      if (!host.mayAsk || !options.flag('input', true)) {
        throw new UsageError(`${question} Nobody can be asked here; pass ${flag} to agree.`);
      }
      return host.confirm(question);
    },
  };
}

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
};

/** Time a cleanup has after the run's own is over. */
const STEADY_MS = 30_000;

/** Adds the target and the way to AWS; no call is made yet. */
export async function openAws(session: Session, deadlineMs: number = TIMEOUT_MS): Promise<AwsSession> {
  const { host, options } = session;
  const target = await discoverTarget(options, host);
  const timeout = options.duration('timeout')?.value ?? deadlineMs;
  const { env } = host;
  const [id, secret] = [env['AWS_ACCESS_KEY_ID'], env['AWS_SECRET_ACCESS_KEY']];
  const fromFlag = target.profile?.source.from === 'flag';
  const debug = options.flag('debug');
  const connection = {
    region: target.region.value,
    endpointOf: endpointOf(target, env),
    profile: target.profile?.value ?? null,
    keys:
      id && secret && !fromFlag
        ? { accessKeyId: id, secretAccessKey: secret, sessionToken: env['AWS_SESSION_TOKEN'] ?? null }
        : null,
    trace: (line: string) => {
      if (debug) host.err(`${line}\n`);
    },
  };
  return {
    ...session,
    target,
    aws: connect({ ...connection, signal: AbortSignal.any([host.signal, AbortSignal.timeout(timeout)]) }),
    steady: connect({ ...connection, signal: AbortSignal.timeout(timeout + STEADY_MS) }),
  };
}

/** A report with nothing in it but the run's own facts. */
export const emptyReport = (session: Session, more: Partial<Report> = {}): Report => ({
  command: session.command,
  startedAt: new Date(session.startedAt).toISOString(),
  durationMs: session.host.now() - session.startedAt,
  apiCalls: 0,
  target: EMPTY_TARGET,
  verdict: null,
  rootCause: null,
  otherCauses: [],
  checks: [],
  remedies: [],
  changes: [],
  verification: null,
  notes: [],
  ...more,
});
