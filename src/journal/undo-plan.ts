import type { Json } from '../core/json.ts';
import { originOf } from '../core/origin.ts';
import type { Assignment, Plan } from '../core/plan.ts';
import type { AnySetting } from '../core/setting.ts';
import { type Change, standing } from './change.ts';

/** What it takes to take a change back. */
export interface Undoing {
  /** For `apply`: last step first, each from what stands there to what was there before. */
  readonly plan: Plan;
  /** What cannot be taken back, and is left as it is. */
  readonly irreversible: readonly Assignment[];
}

/**
 * The inverse of everything a change intended, finished or not. `found` tells what stands at a step's setting now; a
 * run that wrote one setting twice and was cut short may have left either state. What is neither stays in the plan with
 * the run's last state, so that `apply` calls it stale. Rejects when `found` does.
 */
export async function undoPlan(
  change: Change,
  settings: ReadonlyMap<string, AnySetting>,
  found: (assignment: Assignment) => Promise<Json>,
): Promise<Undoing> {
  const assignments: Assignment[] = [];
  const irreversible: Assignment[] = [];
  for (const { assignment, left } of change.steps.filter(standing).toReversed()) {
    const setting = settings.get(assignment.setting);
    if (setting?.risk === 'irreversible') {
      irreversible.push(assignment);
      continue;
    }
    const now = left.length === 1 ? assignment.to : await found(assignment);
    const from = left.find((state) => setting?.same(state as never, now as never)) ?? assignment.to;
    assignments.push({ ...assignment, from, to: assignment.from });
  }
  return { plan: { schema: 1, remedy: 'undo', ...originOf(change), assignments }, irreversible };
}
