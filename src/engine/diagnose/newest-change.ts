import type { Host } from '../../core/host.ts';
import { UsageError } from '../../core/usage-error.ts';
import { changesOf } from '../../journal/change.ts';
import { openJournal } from '../../journal/journal.ts';

/** When the tool last changed something in AWS that still holds, in milliseconds since 1970; null where the journal tells of nothing. */
export async function newestChange(host: Host): Promise<number | null> {
  try {
    const { entries } = await openJournal(host).read();
    const held = changesOf(entries).filter(({ steps }) =>
      steps.some(
        ({ status, assignment }) =>
          (status === 'done' || status === 'begun') && !assignment.setting.startsWith('local.'),
      ),
    );
    const newest = Math.max(...held.map(({ at }) => Date.parse(at)));
    return Number.isFinite(newest) ? newest : null;
  } catch (error) {
    // A journal that cannot be read is told of by the commands that need it.
    if (error instanceof UsageError) return null;
    throw error;
  }
}
