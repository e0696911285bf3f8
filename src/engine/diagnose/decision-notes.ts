import { known } from '../../core/judge.ts';
import type { Decisions } from '../../probes/iam/decided.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The others are in the facts file. */
const MOST = 3;

const sayDifference = ({ action, resource, simulator, policies }: NonNullable<Decisions['differences']>[number]) =>
  `iam:SimulatePrincipalPolicy says ${simulator} for ${action} on ${resource}, the policies as they were read say ${policies}: one of them may be older than the last change; only a call shows which is right.`;

/** Where AWS's simulator and the documents contradict each other: told, never hidden (contract, section 3). Pure. */
export function decisionNotes(cells: readonly Diagnosis[]): readonly string[] {
  const all = new Set(cells.flatMap(({ facts }) => (known(decisions, facts)?.differences ?? []).map(sayDifference)));
  const [...notes] = all;
  return notes.length <= MOST
    ? notes
    : [...notes.slice(0, MOST), `${notes.length - MOST} more answers of the simulator differ from the policies.`];
}
