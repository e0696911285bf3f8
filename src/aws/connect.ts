import { setMaxListeners } from 'node:events';
import type { Aws, Operation, ServiceName } from '../core/aws.ts';
import type { ClientSettings, Service } from './clients/service.ts';
import { toAwsError } from './error.ts';
import { withoutForeignSecrets } from './foreign.ts';
import { given } from './given.ts';
import { type Handler, handlerFor, type Network } from './handler.ts';
import { mustHaveShape } from './shape.ts';

/** Keys that an AssumeRole gave. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** How to reach AWS. */
export interface Connection {
  readonly region: string;
  /** Where a service's calls go; null leaves it to the SDK. */
  readonly endpointOf: (service: ServiceName) => string | null;
  readonly profile: string | null;
  /** Keys from the environment; null leaves the search for credentials to the SDK. */
  readonly keys: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string | null;
  } | null;
  /** Whether to read the files of profiles again, which the SDK reads once a process: they may hold fresh keys by now. */
  readonly reread?: boolean;
  /** Gives keys that end, and new ones in time; in place of `keys`. */
  readonly provide?: () => Promise<Keys>;
  /** Connections that others use too, in place of its own. */
  readonly handler?: Handler;
  /** Stands around every call: counts it, holds it back. */
  readonly around?: <T>(
    call: { readonly region: string; readonly action: string },
    run: () => Promise<T>,
  ) => Promise<T>;
  /** Tries of a call that was throttled or broken off; 3 where nothing is said. */
  readonly attempts?: number;
  /** Proxies and certificates; absent where others are simply reached. */
  readonly network?: Network | null;
  /** Ends every call that is under way. */
  readonly signal: AbortSignal;
  /** Told when an answer turns out long, before it is there. */
  readonly onLongAnswer?: () => void;
  /** Told of every request, for `--debug`. */
  readonly trace: (line: string) => void;
}

/** Each service's clients are one late import. */
const LOADERS: { readonly [name in ServiceName]: () => Promise<{ service: (settings: ClientSettings) => Service }> } = {
  sts: () => import('./clients/sts.ts'),
  iam: () => import('./clients/iam.ts'),
  cloudformation: () => import('./clients/cloudformation.ts'),
  lambda: () => import('./clients/lambda.ts'),
  logs: () => import('./clients/logs.ts'),
  bedrock: () => import('./clients/bedrock.ts'),
  'bedrock-runtime': () => import('./clients/bedrock-runtime.ts'),
  'service-quotas': () => import('./clients/service-quotas.ts'),
  cloudtrail: () => import('./clients/cloudtrail.ts'),
  organizations: () => import('./clients/organizations.ts'),
  ec2: () => import('./clients/ec2.ts'),
};

/** Longer than any control-plane answer, shorter than a user's patience. A poem takes up to the function's own time-out. */
const ANSWER_MS = 30_000;
const INVOKE_ANSWER_MS = 120_000;
/** The SDK's standard retry takes only throttles, 5xx and broken connections; three tries are its own default. */
const ATTEMPTS = 3;

/** The services whose answers hold what somebody else's program wrote. */
const FOREIGN: ReadonlySet<string> = new Set(['logs', 'lambda', 'cloudtrail']);

/** Whether an entry of an answer is what was asked for, and not the SDK's own. */
const isMember = ([name, value]: [string, unknown]): boolean => name !== '$metadata' && value !== undefined;

/** What every client of a connection is made with, but for its endpoint. */
export const settingsFor = (
  { keys, profile, reread, provide, attempts }: Connection,
  region: string,
  requestHandler: Handler,
): ClientSettings => ({
  region,
  maxAttempts: attempts ?? ATTEMPTS,
  // Many accounts at once meet limits: the SDK slows down by what it is answered, and does not only try again.
  ...(attempts === undefined ? {} : { retryMode: 'adaptive' }),
  requestHandler,
  // A Bedrock API key in the operator's environment must not stand in for the credentials that are examined.
  authSchemePreference: ['aws.auth#sigv4'],
  ...(reread === true ? { ignoreCache: true } : {}),
  ...(profile === null ? {} : { profile }),
  ...(provide === undefined ? {} : { credentials: provide }),
  ...(keys === null || provide !== undefined
    ? {}
    : {
        credentials: {
          accessKeyId: keys.accessKeyId,
          secretAccessKey: keys.secretAccessKey,
          ...(keys.sessionToken === null ? {} : { sessionToken: keys.sessionToken }),
        },
      }),
});

/**
 * The promise's value, or an abort at once when the signal fires: the SDK's search for credentials listens to no signal,
 * and a program that gives them may never end.
 */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(Object.assign(new Error('aborted'), { name: 'AbortError' }));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** The id AWS gave the request, which its support asks for; '' where the answer has none. */
const requestIdOf = (answer: unknown): string =>
  (answer as { readonly $metadata?: { readonly requestId?: string } }).$metadata?.requestId ?? '';

/** Connections that several accounts share: a host has one address for all of them. */
export const sharedHandler = (network: Network | null): Handler => handlerFor(ANSWER_MS, network);

/** Makes AWS reachable. Loads no SDK code until the first call. */
export function connect(connection: Connection): Aws {
  const counter = { calls: 0 };
  const handler = connection.handler ?? handlerFor(ANSWER_MS, connection.network ?? null, connection.onLongAnswer);
  const slowHandler =
    connection.handler ?? handlerFor(INVOKE_ANSWER_MS, connection.network ?? null, connection.onLongAnswer);
  const regions = new Map<string, Aws>();

  // Every call under way listens for the end of the run; a diagnosis has more than ten at once.
  setMaxListeners(0, connection.signal);
  const forRegion = (region: string): Aws => {
    const known = regions.get(region);
    if (known) return known;
    const services = new Map<ServiceName, Promise<Service>>();
    const endpointOf = (name: ServiceName): { endpoint?: string } => {
      const endpoint = connection.endpointOf(name);
      return endpoint === null ? {} : { endpoint };
    };
    const settingsOf = (name: ServiceName): ClientSettings => ({
      ...settingsFor(connection, region, name === 'bedrock-runtime' || name === 'lambda' ? slowHandler : handler),
      ...endpointOf(name),
    });
    const serviceOf = (name: ServiceName): Promise<Service> => {
      const open = services.get(name) ?? LOADERS[name]().then(({ service }) => service(settingsOf(name)));
      services.set(name, open);
      return open;
    };
    const send = async <I extends object, O>(
      operation: Operation<I, O>,
      input: I,
      signal?: AbortSignal,
    ): Promise<O> => {
      const { client, commands } = await serviceOf(operation.service);
      const Command = commands[operation.name];
      if (!Command) throw new Error(`${operation.name} is not among the commands of ${operation.service}`);
      counter.calls += 1;
      const started = performance.now();
      try {
        const abortSignal = signal ? AbortSignal.any([signal, connection.signal]) : connection.signal;
        const command = new Command(input as never);
        const call = (): Promise<unknown> => untilAborted(client.send(command as never, { abortSignal }), abortSignal);
        const { around } = connection;
        const answer = (await (around === undefined
          ? call()
          : around({ region, action: operation.action }, call))) as O;
        mustHaveShape(command, answer, operation.action);
        if (FOREIGN.has(operation.service)) withoutForeignSecrets(answer);
        // A read always has something to say, if only that a list is empty: nothing at all is not AWS's answer.
        if (operation.reads) given(Object.entries(answer as object).find(isMember), 'content');
        connection.trace(
          `${operation.action} ${region} ${Math.round(performance.now() - started)} ms ok ${requestIdOf(answer)}`.trimEnd(),
        );
        return answer;
      } catch (error) {
        const failure = toAwsError(error, operation.action);
        connection.trace(
          `${operation.action} ${region} ${Math.round(performance.now() - started)} ms ${failure.code} ${failure.requestId ?? ''}`.trimEnd(),
        );
        throw failure;
      }
    };
    const aws: Aws = {
      region,
      inRegion: forRegion,
      send,
      ask: (operation, input) => send(operation, input),
      calls: () => counter.calls,
    };
    regions.set(region, aws);
    return aws;
  };
  return forRegion(connection.region);
}
