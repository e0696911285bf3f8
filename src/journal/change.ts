import type { Assignment, Did } from '../core/plan.ts';

/** One line of the journal. */
export interface Entry {
  readonly schema: 1;
  /** The change it belongs to. */
  readonly change: string;
  /** ISO 8601. */
  readonly at: string;
  readonly account: string | null;
  readonly region: string;
  /** `undoes`: the change that this one takes back. */
  readonly undoes: string | null;
  readonly did: Did;
}

/** What became of one assignment. */
export type Status = 'begun' | 'done' | 'failed' | 'undone';
export interface Step {
  readonly assignment: Assignment;
  readonly status: Status;
}

/** Everything one run changed or may have changed. */
export interface Change {
  readonly id: string;
  readonly at: string;
  readonly account: string | null;
  readonly region: string;
  readonly steps: readonly Step[];
}

/** The changes a journal tells of, oldest first. What was intended counts, finished or not. Pure. */
export function changesOf(entries: readonly Entry[]): readonly Change[] {
  const changes = new Map<
    string,
    { id: string; at: string; account: string | null; region: string; steps: Map<string, Step> }
  >();
  for (const { change: id, at, account, region, did, undoes } of entries) {
    if (undoes !== null) {
      const undone = changes.get(undoes);
      const step = undone?.steps.get(did.subject);
      // 'already': the world was as before by the time the undo came.
      if (undone && step && (did.did === 'done' || did.did === 'already')) {
        undone.steps.set(did.subject, { ...step, status: 'undone' });
      }
      continue;
    }
    const change = changes.get(id) ?? { id, at, account, region, steps: new Map<string, Step>() };
    changes.set(id, change);
    const step = change.steps.get(did.subject);
    if (did.did === 'intend') {
      // A second write of the same run begins where the first did: the undo goes back to the state before both.
      const assignment = step ? { ...did.assignment, from: step.assignment.from } : did.assignment;
      change.steps.set(did.subject, { assignment, status: 'begun' });
    } else if (step && (did.did === 'done' || did.did === 'failed')) {
      change.steps.set(did.subject, { ...step, status: did.did });
    }
  }
  return [...changes.values()]
    .filter(({ steps }) => steps.size > 0)
    .map(({ steps, ...rest }) => ({ ...rest, steps: [...steps.values()] }));
}

/** Whether a step is there to be taken back: it took effect, or may have. */
export const standing = ({ status, assignment }: Step): boolean =>
  status !== 'undone' && assignment.from !== assignment.to;
