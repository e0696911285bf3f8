import type { Host } from '../core/host.ts';
import { UsageError } from '../core/usage-error.ts';
import { parseDuration } from '../options/duration.ts';
import type { Settled } from '../options/resolve.ts';
import { SCENARIOS, scenarioOf } from '../sandbox/scenarios/index.ts';
import { type Sandbox, startSandbox } from '../sandbox/start.ts';
import { nearestOf } from './nearest.ts';
import type { Command } from './session.ts';

/** A scenario by name. Throws a `UsageError` that says which was meant. */
function chosenScenario(name: string) {
  const found = scenarioOf(name);
  if (found) return found;
  const meant = nearestOf(
    name,
    SCENARIOS.map(({ id }) => id),
  );
  throw new UsageError(
    `There is no scenario ${name}${meant === null ? '.' : `; did you mean ${meant}?`} All of them: bedrock-doctor demo --list`,
  );
}

const numberOf = (options: Settled, name: 'port' | 'speed', otherwise: number, most: number): number => {
  const given = options.text(name);
  if (!given) return otherwise;
  const value = Number(given.value);
  if (!Number.isFinite(value) || value < 0 || value > most) {
    throw new UsageError(`--${name} must be a number from 0 to ${most} (it is ${JSON.stringify(given.value)}).`);
  }
  return value;
};

/** How late log lines can be seen, in ms, as `--log-delay` says: '1s-30s', or one duration for both. Throws a `UsageError`. */
function logDelayOf(options: Settled): readonly [number, number] | null {
  const given = options.text('logDelay');
  if (!given) return null;
  const [least = null, most = least] = given.value.split('-').map(parseDuration);
  if (least === null || most === null || most < least) {
    throw new UsageError(`--log-delay must be like 300ms-2500ms or 1s-30s (it is ${JSON.stringify(given.value)}).`);
  }
  return [least, most];
}

/** Starts a scenario as the options say. */
export async function serve(name: string, options: Settled, speed: number): Promise<Sandbox> {
  const scenario = chosenScenario(name);
  const port = numberOf(options, 'port', 0, 65_535);
  const logMs = logDelayOf(options);
  try {
    return await startSandbox({
      world: (baseUrl, now) => {
        const world = scenario.world(baseUrl, now);
        return logMs === null ? world : { ...world, delays: { ...world.delays, logMs } };
      },
      key: scenario.key,
      port,
      latencyMs: options.duration('latency')?.value ?? 0,
      speed: numberOf(options, 'speed', speed, 100_000) || speed,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new UsageError(`Port ${port} is taken; pass another --port, or none for any free one.`);
    }
    throw error;
  }
}

const untilStopped = (host: Host): Promise<void> =>
  new Promise((resolve) => {
    if (host.signal.aborted) resolve();
    host.signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** `sandbox`: serves a scenario for any AWS client until it is stopped. */
export const run: Command = async ({ host, options }) => {
  if (options.flag('list')) {
    for (const { id, title } of SCENARIOS) await host.out(`${id.padEnd(34)} ${title}\n`);
    return 0;
  }
  const sandbox = await serve(options.text('scenario')?.value ?? 'marketplace-subscription-denied', options, 1);
  const { endpoint, apiUrl, env } = sandbox;
  const text =
    options.text('format')?.value === 'json'
      ? `${JSON.stringify({ endpoint, apiUrl, env })}\n`
      : Object.entries(env)
          .map(([name, value]) => `export ${name}=${value}\n`)
          .join('');
  await host.out(text);
  await untilStopped(host);
  await sandbox.close();
  return 0;
};
