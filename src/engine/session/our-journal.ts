import type { Host } from '../../core/host.ts';
import type { Assignment } from '../../core/plan.ts';
import { type Journal, openJournal } from '../../journal/journal.ts';
import { SETTINGS } from '../../settings/index.ts';

/** Whether a setting of ours has this key, and calls it so: what anybody may have written into a file is not believed. Pure. */
function isProvable({ setting: kind, key, subject, from, to }: Assignment): boolean {
  const setting = SETTINGS.get(kind);
  const parsed = setting?.parseKey(key) ?? null;
  return setting !== undefined && parsed !== null && setting.subject(parsed) === subject && [from, to].every(isState);
}

/** A state as a setting of ours has it: a text, nothing, or a plain answer. */
const isState = (state: unknown): boolean =>
  state === null || typeof state === 'string' || JSON.stringify(state) === '{"accepted":true}';

/** The journal with nothing in it but changes that this program could have made; everything else is damaged. */
export const ourJournal = (host: Host): Journal => openJournal(host, isProvable);
