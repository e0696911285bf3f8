import type { Json } from './json.ts';
import type { JournalEvent, Plan } from './plan.ts';
import type { AnySetting, Hands } from './setting.ts';
import { UsageError } from './usage-error.ts';

/** How a run of `apply` treats what it meets. */
export interface ApplyOptions {
  /** An undo goes on past a stale item and reports it, where a fix stops at it. */
  readonly goOnPastStale: boolean;
  /** Writes also where a read shows what is wanted: a write that was sent before may not be seen yet. */
  readonly anyway?: boolean;
  /** Waits between two looks until the write can be read back; false when the deadline has passed. */
  readonly pause: (attempt: number) => Promise<boolean>;
}

/** How it ended: everything as planned, or something stale, refused or not readable back. */
export type Applied = 'done' | 'stopped';

/**
 * Carries out a plan; also the undo, given the inverted plan. Each assignment is read first and written only when what
 * is there is what the plan was made from. `note` must have its argument on disk before it resolves.
 */
export async function apply(
  plan: Plan,
  settings: ReadonlyMap<string, AnySetting>,
  hands: Hands,
  note: (event: JournalEvent) => Promise<void>,
  options: ApplyOptions,
): Promise<Applied> {
  let ended: Applied = 'done';
  for (const assignment of plan.assignments) {
    const { setting: kind, key, subject, from, to } = assignment;
    const setting = settings.get(kind);
    if (!setting) throw new Error(`the plan names an unknown setting: ${kind}`);
    const same = (a: Json, b: Json): boolean => setting.same(a as never, b as never);
    let found: Json;
    try {
      found = await setting.read(key as never, hands);
    } catch (error) {
      if (error instanceof UsageError) throw error;
      // Nothing was written: what stands there is not known.
      await note({ subject, did: 'failed', message: error instanceof Error ? error.message : String(error) });
      ended = 'stopped';
      if (options.goOnPastStale) continue;
      return ended;
    }
    if (same(found, to) && options.anyway !== true) {
      await note({ subject, did: 'already' });
      continue;
    }
    if (!same(found, from) && !same(found, to)) {
      await note({ subject, did: 'stale', found });
      ended = 'stopped';
      if (options.goOnPastStale) continue;
      return ended;
    }
    await note({ subject, did: 'intend', assignment });
    try {
      await setting.write(key as never, to, hands);
    } catch (error) {
      // The write may have been done and only its answer lost on the way: what stands there tells.
      const stands = await setting.read(key as never, hands).catch(() => undefined);
      if (stands === undefined || !same(stands, to)) {
        await note({ subject, did: 'failed', message: error instanceof Error ? error.message : String(error) });
        ended = 'stopped';
        if (options.goOnPastStale) continue;
        return ended;
      }
    }
    await note({ subject, did: (await isSeen(setting, key as never, to, hands, options)) ? 'done' : 'sent' });
  }
  return ended;
}

/**
 * IAM and Bedrock are eventually consistent: a write is done when a read shows it. A read that fails tells nothing about
 * the write, which AWS took; the next one may.
 */
async function isSeen(
  setting: AnySetting,
  key: never,
  to: Json,
  hands: Hands,
  options: ApplyOptions,
): Promise<boolean> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await setting.read(key, hands).catch(() => undefined);
    if (found !== undefined && setting.same(found as never, to as never)) return true;
    if (!(await options.pause(attempt))) return false;
  }
}
