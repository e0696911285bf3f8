import type { Host } from '../core/host.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';
import { formatAmong } from '../engine/session/format-among.ts';
import type { Command } from '../engine/session/session.ts';
import { parseDuration } from '../options/duration.ts';
import type { ResolvedOptions } from '../options/resolve.ts';
import { SCENARIOS, scenarioOf } from '../sandbox/scenarios/index.ts';
import { APPLICATION_ROLE, asManagement, memberWorld, READER_ROLE } from '../sandbox/scenarios/members.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { showList } from './list.ts';
import { commandLine, type StepFlags } from './step.ts';

/** A day passes in less than a second. */
const FASTEST = 100_000;

/** The scenarios as lists show them. */
export const SCENARIO_NAMES = SCENARIOS.map(({ id, title }) => ({ id, title }));

/** A scenario by name. Throws a `UsageError` that says which was meant. */
export function chosenScenario(name: string) {
  const found = scenarioOf(name);
  if (found) return found;
  const meant = nearestOf(
    name,
    SCENARIOS.map(({ id }) => id),
  );
  throw new UsageError(
    `There is no scenario ${name}; ${meant === null ? 'bedrock-doctor demo --list shows them all.' : `did you mean ${meant}?`}`,
  );
}

/** A port; 0, and none, is any free one. Throws a `UsageError`. */
function portOf(options: ResolvedOptions): number {
  const port = Number(options.text('port')?.value ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw options.wrong('port', 'must be a whole number from 1 to 65535, or 0 for any free one');
}

/** How much faster the clock runs. Throws a `UsageError`. */
function speedOf(options: ResolvedOptions, otherwise: number): number {
  const speed = Number(options.text('speed')?.value ?? otherwise);
  if (speed > 0 && speed <= FASTEST) return speed;
  throw options.wrong('speed', `must be a number above 0, at most ${FASTEST}`);
}

/** How late log lines can be seen, in ms, as `--log-delay` says: '1s-30s', or one duration for both. Throws a `UsageError`. */
function logDelayOf(options: ResolvedOptions): readonly [number, number] | null {
  const given = options.text('logDelay');
  if (!given) return null;
  const [least = null, most = least] = given.value.split('-').map(parseDuration);
  if (least === null || most === null || most < least) {
    throw options.wrong('logDelay', 'must be two durations, the shorter first, such as 300ms-2500ms or 1s-30s');
  }
  return [least, most];
}

/** More accounts than any organization has: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html */
const MOST_ACCOUNTS = 100_000;
/** Draws the accounts' states; the same in every run. */
const SEED = 7;

/** How many accounts the cloud has, 1 where nothing is said. Throws a `UsageError`. */
function accountsOf(options: ResolvedOptions): number {
  const accounts = Number(options.text('accounts')?.value ?? 1);
  if (Number.isInteger(accounts) && accounts >= 1 && accounts <= MOST_ACCOUNTS) return accounts;
  throw options.wrong('accounts', `must be a whole number from 1 to ${MOST_ACCOUNTS} for the sandbox`);
}

/** Starts a scenario as the options say, with that many accounts. Throws a `UsageError`. */
export async function serve(
  name: string,
  options: ResolvedOptions,
  speed: number,
  accounts = accountsOf(options),
): Promise<Sandbox> {
  const scenario = chosenScenario(name);
  const port = portOf(options);
  const logMs = logDelayOf(options);
  try {
    return await startSandbox({
      world: (baseUrl, now) => {
        const one = scenario.world(baseUrl, now);
        const world = accounts === 1 ? one : asManagement(one, accounts, SEED);
        return logMs === null ? world : { ...world, delays: { ...world.delays, logMs } };
      },
      key: scenario.key,
      env: scenario.env ?? {},
      accounts: (id, home) =>
        home.organization === null || accounts === 1 ? null : memberWorld(home.organization, id, home),
      port,
      latencyMs: options.duration('latency')?.value ?? 0,
      speed: speedOf(options, speed),
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const why = code === 'EADDRINUSE' ? 'is taken' : code === 'EACCES' ? 'is for administrators only' : null;
    if (why !== null) throw new UsageError(`Port ${port} ${why}; pass another --port, or none for any free one.`);
    throw error;
  }
}

const untilStopped = (host: Host): Promise<void> =>
  new Promise((resolve) => {
    if (host.signal.aborted) resolve();
    host.signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** A variable's value as a word of a POSIX shell. */
const word = (text: string): string => (/^[\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** How a fleet looks at the organization that the sandbox plays: names that it has. */
export const fleetLook = (region: string): StepFlags => ({
  accounts: 'org',
  regions: region,
  models: 'anthropic.claude-3-haiku-20240307-v1:0,amazon.nova-lite-v1:0',
  role: APPLICATION_ROLE,
  assumeRole: READER_ROLE,
});

/** What somebody is told who has just started it: what is up, what to do in the other terminal, how to stop. */
function guidance(sandbox: Sandbox, id: string, options: ResolvedOptions): string {
  const { account, region } = sandbox.world();
  const title = SCENARIOS.find((one) => one.id === id)?.title ?? '';
  const accounts = accountsOf(options);
  return [
    `The sandbox is up at ${sandbox.endpoint}. Scenario ${id}: ${title}. Account ${account}, Region ${region}.`,
    'In another terminal, paste the export lines, then run: bedrock-doctor diagnose',
    ...(accounts === 1
      ? []
      : [`It plays ${accounts} accounts. To look at all of them: ${commandLine('fleet', fleetLook(region))}`]),
    'Ctrl-C here stops it, and nothing stays behind.',
    '',
  ].join('\n');
}

/** `sandbox`: serves a scenario for any AWS client until it is stopped. */
export const run: Command = async (session) => {
  const { host, options, show } = session;
  if (options.flag('list')) {
    await showList(session, SCENARIO_NAMES);
    return 0;
  }
  const format = formatAmong(options, ['text', 'json']);
  const id = options.text('scenario')?.value ?? 'marketplace-subscription-denied';
  const sandbox = await serve(id, options, 1);
  const { endpoint, apiUrl, env } = sandbox;
  const text =
    format === 'json'
      ? `${JSON.stringify({ endpoint, apiUrl, env })}\n`
      : Object.entries(env)
          .map(([name, value]) => `export ${name}=${word(value)}\n`)
          .join('');
  await show(() => text);
  if (!session.quiet) host.err(guidance(sandbox, id, options));
  await untilStopped(host);
  await sandbox.close();
  return 0;
};
