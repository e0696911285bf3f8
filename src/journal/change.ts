import { type Json, same } from '../core/json.ts';
import { originOf } from '../core/origin.ts';
import type { Assignment, Origin } from '../core/plan.ts';
import type { Entry } from './entry.ts';

export type { Entry } from './entry.ts';

/** What became of one assignment. `sent`: AWS took it and did not show it yet. `begun`: the run ended before it could say; the write may or may not have happened. */
export type Status = 'begun' | 'done' | 'sent' | 'failed' | 'undone';

/** What one run did to one subject. */
export interface Step {
  /** From what was there before the run, to what it wrote last. */
  readonly assignment: Assignment;
  readonly status: Status;
  /** Every state the run may have left behind, the last one first. */
  readonly left: readonly Json[];
}

/** Everything one run changed or may have changed. */
export interface Change extends Origin {
  readonly id: string;
  readonly at: string;
  /** The remedy that wanted it; null for changes of an older version. */
  readonly remedy: string | null;
  readonly steps: readonly Step[];
}

type Open = Omit<Change, 'steps'> & { readonly steps: Map<string, Step> };

/** The changes a journal tells of, oldest first. What was intended counts, finished or not. Pure. */
export function changesOf(entries: readonly Entry[]): readonly Change[] {
  const changes = new Map<string, Open>();
  for (const entry of entries) {
    const { change: id, at, remedy = null, did, undoes } = entry;
    if (undoes !== null) {
      const undone = changes.get(undoes);
      const step = undone?.steps.get(did.subject);
      // 'already': the world was as before by the time the undo came.
      if (undone && step && (did.did === 'done' || did.did === 'already')) {
        undone.steps.set(did.subject, { ...step, status: 'undone' });
      }
      continue;
    }
    const change: Open = changes.get(id) ?? { id, at, ...originOf(entry), remedy, steps: new Map() };
    changes.set(id, change);
    const step = change.steps.get(did.subject);
    if (did.did === 'intend') {
      change.steps.set(did.subject, begin(step, did.assignment));
    } else if (step && (did.did === 'done' || did.did === 'sent' || did.did === 'failed')) {
      const left = did.did === 'done' ? [step.assignment.to] : step.left;
      change.steps.set(did.subject, { ...step, status: did.did, left });
    }
  }
  return [...changes.values()]
    .filter(({ steps }) => steps.size > 0)
    .map(({ steps, ...rest }) => ({ ...rest, steps: [...steps.values()] }));
}

/** A second write of the same run begins where the first did: the undo goes back to the state before both. */
const begin = (earlier: Step | undefined, assignment: Assignment): Step => ({
  assignment: earlier ? { ...assignment, from: earlier.assignment.from } : assignment,
  status: 'begun',
  left: [assignment.to, ...(earlier?.left ?? [])],
});

/** Whether a step is there to be taken back: it took effect, or may have. Pure. */
export const standing = ({ status, assignment, left }: Step): boolean =>
  status !== 'undone' && left.some((state) => !same(state, assignment.from));

/** The remedy whose grant is meant to be gone when its run ends. */
const TAKES_ITSELF_AWAY = 'grant-temporary';

/** Temporary grants that still stand: the run that should have taken them away was killed. Pure. */
export const grantsLeftBehind = (changes: readonly Change[]): readonly Change[] =>
  changes.filter(({ remedy, steps }) => remedy === TAKES_ITSELF_AWAY && steps.some(standing));
