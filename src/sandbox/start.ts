import { API_PATH } from './api/path.ts';
import { createCloud } from './cloud.ts';
import { handle } from './handle.ts';
import { listen } from './listen.ts';
import type { Moment, World } from './world.ts';
import { send } from './write.ts';

/** One request that was answered, for tests that count. */
export interface SeenRequest {
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  /** The error's code, or null. */
  readonly fault: string | null;
}

/** A running sandbox. */
export interface Sandbox {
  readonly endpoint: string;
  readonly apiUrl: string;
  /** The variables with which any AWS client reaches it, and those that name the scenario's target. */
  readonly env: Readonly<Record<string, string>>;
  /** The account that the keys in `env` belong to. */
  readonly world: () => World;
  readonly setWorld: (change: (world: World) => World) => void;
  /** Another account by its id; null where there is none. */
  readonly account: (id: string) => World | null;
  readonly now: () => Moment;
  readonly requests: () => readonly SeenRequest[];
  readonly close: () => Promise<void>;
}

export interface SandboxOptions {
  /** Makes the world once the address is known, which is in the stack's outputs. */
  readonly world: (baseUrl: string, now: Moment) => World;
  /** The key its clients are to use. */
  readonly key: string;
  /** More variables to use it with; null takes one of the usual away. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** Makes the other accounts, each when it is first asked for; there are none where it is absent. */
  readonly accounts?: (id: string, home: World) => World | null;
  readonly port?: number;
  /** How many times faster than the wall's its clock runs. */
  readonly speed?: number;
  /** Its clock, where a test moves it by hand. */
  readonly clock?: () => Moment;
  /** Milliseconds each answer is held back. */
  readonly latencyMs?: number;
  /** Told of each request once the world has taken it in, before its answer is sent: what a test does then, no clock decides. */
  readonly onHandled?: (request: SeenRequest) => void;
}

const noAccounts = (): null => null;

/** Serves a world on 127.0.0.1 until closed. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const startedAt = Date.now();
  const now = options.clock ?? ((): Moment => startedAt + (Date.now() - startedAt) * (options.speed ?? 1));
  const seen: SeenRequest[] = [];
  // Nothing is answered before the address is known, which the world has in it.
  let ready: (cloud: ReturnType<typeof createCloud>) => void = () => undefined;
  const cloudReady = new Promise<ReturnType<typeof createCloud>>((resolve) => {
    ready = resolve;
  });
  const { port, close } = await listen(options.port ?? 0, async (request, response) => {
    const cloud = await cloudReady;
    const world = cloud.callerOf(request);
    const around = { now: now(), wallClock: Date.now() + world.clockSkewMs, accounts: cloud.account };
    const handled = handle(world, request, around);
    cloud.put(handled.world);
    if ('other' in handled.answer && handled.answer.other) cloud.put(handled.answer.other);
    const counted: SeenRequest = {
      service: handled.service,
      operation: handled.operation,
      principal: handled.principal,
      fault: 'fault' in handled.answer ? handled.answer.fault.code : null,
    };
    seen.push(counted);
    options.onHandled?.(counted);
    setTimeout(() => send(handled, response), options.latencyMs ?? 0);
  });
  const endpoint = `http://127.0.0.1:${port}`;
  const made = options.world(endpoint, now());
  const cloud = createCloud(made, options.accounts ?? noAccounts);
  ready(cloud);
  const key = made.keys[options.key];
  const env: Readonly<Record<string, string | null>> = {
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: options.key,
    AWS_SECRET_ACCESS_KEY: key?.secret ?? 'sandbox',
    AWS_SESSION_TOKEN: key?.token ?? null,
    AWS_REGION: made.region,
    AWS_DEFAULT_REGION: made.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    BEDROCK_DOCTOR_API_URL: `${endpoint}${API_PATH}`,
    ...options.env,
  };
  return {
    endpoint,
    apiUrl: env['BEDROCK_DOCTOR_API_URL'] ?? `${endpoint}${API_PATH}`,
    env: Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== null)),
    world: cloud.home,
    setWorld: (change) => cloud.put(change(cloud.home())),
    account: cloud.account,
    now,
    requests: () => seen,
    close,
  };
}
