import { connect } from '../src/aws/connect.ts';
import { type Applied, apply } from '../src/core/apply.ts';
import type { Aws } from '../src/core/aws.ts';
import type { Host } from '../src/core/host.ts';
import { type Json, same } from '../src/core/json.ts';
import type { JournalEvent, Plan } from '../src/core/plan.ts';
import type { AnySetting, Hands } from '../src/core/setting.ts';
import { changesOf, standing } from '../src/journal/change.ts';
import { type Journal, newChangeId } from '../src/journal/journal.ts';
import { undoPlan } from '../src/journal/undo-plan.ts';
import { currentInline } from '../src/sandbox/authorize.ts';
import type { World } from '../src/sandbox/world.ts';
import { SETTINGS } from '../src/settings/index.ts';

/** The real SDK, pointed at a sandbox. */
export const awsOf = (env: Readonly<Record<string, string>>): Aws =>
  connect({
    region: env['AWS_REGION'] ?? '',
    endpointOf: () => env['AWS_ENDPOINT_URL'] ?? null,
    profile: null,
    keys: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
      sessionToken: env['AWS_SESSION_TOKEN'] ?? null,
    },
    signal: new AbortController().signal,
    trace: () => undefined,
  });

export const handsOf = (aws: Aws, { read, write, removeFile }: Host): Hands => ({
  aws,
  files: { read, write: (path, text) => write(path, text), removeFile },
});

/** Writes each step down as the commands do. */
export const noteTo =
  (journal: Journal, change: string, undoes: string | null) =>
  (event: JournalEvent): Promise<void> =>
    journal.append({
      schema: 1,
      change,
      at: new Date().toISOString(),
      account: '123456789012',
      region: 'ap-northeast-2',
      undoes,
      did,
    });

/** Applies a plan alone and with a journal, as the commands do. */
export function carryOut(
  plan: Plan,
  hands: Hands,
  journal: Journal,
  undoes: string | null,
  settings: ReadonlyMap<string, AnySetting> = SETTINGS,
  noteAs: (note: (event: JournalEvent) => Promise<void>) => (event: JournalEvent) => Promise<void> = (note) => note,
): Promise<Applied> {
  const note = noteAs(noteTo(journal, newChangeId(Date.now()), undoes));
  return journal.alone(() =>
    apply(plan, settings, hands, note, { goOnPastStale: undoes !== null, pause: async (attempt) => attempt < 20 }),
  );
}

/** Takes back everything that stands in the journal, knowing nothing else. */
export async function undoAll(hands: Hands, journal: Journal): Promise<void> {
  const { entries } = await journal.read();
  for (const change of changesOf(entries).toReversed()) {
    if (!change.steps.some(standing)) continue;
    const read = ({ setting, key }: { setting: string; key: Json }): Promise<Json> => {
      const known = SETTINGS.get(setting);
      if (!known) throw new Error(setting);
      return known.read(key as never, hands);
    };
    const { plan } = await undoPlan(change, SETTINGS, read);
    await carryOut(plan, hands, journal, change.id);
  }
}

/** Everything of a world that is not a clock or a counter: policies as IAM shows them, agreements by whether they stand. */
export function essence(world: World): Json {
  const plainly = <T extends Parameters<typeof currentInline>[0]>(holders: { readonly [name: string]: T }) =>
    Object.fromEntries(
      Object.entries(holders).map(([name, holder]) => [
        name,
        {
          ...holder,
          // Of a user's policies the scenario's stand in one place and what was written since in another.
          writes: null,
          inline: Object.fromEntries(
            Object.entries(currentInline(holder)).map(([policy, document]) => [
              policy,
              typeof document === 'string' ? document : JSON.stringify(document),
            ]),
          ),
        },
      ]),
    );
  const [roles, users] = [plainly(world.roles), plainly(world.users)];
  const agreements = Object.keys(world.bedrock.agreements).sort();
  // The history of calls only ever grows, and so does the note of who read it.
  const { serial: _counter, events: _history, lookups: _lookups, ...rest } = world;
  return JSON.parse(JSON.stringify({ ...rest, roles, users, bedrock: { ...world.bedrock, agreements } })) as Json;
}

export const sameWorld = (a: World, b: World): boolean => same(essence(a), essence(b));
