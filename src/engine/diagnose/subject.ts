import type { Facts } from '../../core/gather.ts';
import type { Target } from '../../core/target.ts';

/** One principal to examine, by a target that names it alone. */
export interface Subject {
  readonly target: Target;
  /** Nobody is known who calls Bedrock: no model is judged, whoever named it. */
  readonly nobody?: true;
}
export interface Subjects {
  readonly subjects: readonly [Subject, ...Subject[]];
  readonly notes: readonly string[];
  /** What was read on the way to them. */
  readonly already?: Facts;
}

/** A run about one principal. */
export const onlySubject = (target: Target, notes: readonly string[] = []): Subjects => ({
  subjects: [{ target }],
  notes,
});
