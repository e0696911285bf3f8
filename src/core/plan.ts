import type { Json } from './json.ts';

/** Compare-and-set, as data: a line of the diff the user reads. Swapped, it is its own undo. */
export interface Assignment {
  readonly setting: string;
  readonly key: Json;
  readonly subject: string;
  readonly from: Json;
  readonly to: Json;
}

/** What is to be changed, in order. JSON: saved by `--plan-out`, taken by `--plan`. */
export interface Plan {
  readonly schema: 1;
  /** The remedy that wants it: 'put-role-policy'. */
  readonly remedy: string;
  /** Account and Region it was made for; it is refused elsewhere. */
  readonly account: string | null;
  readonly region: string;
  readonly assignments: readonly Assignment[];
}

/** The plan that takes it back. */
export const invert = (plan: Plan): Plan => ({
  ...plan,
  assignments: plan.assignments.toReversed().map((item) => ({ ...item, from: item.to, to: item.from })),
});

/** What happened to one subject; the journal adds id and time and has it on disk before `apply` goes on. */
export type Did = { readonly subject: string } & (
  | { readonly did: 'intend'; readonly assignment: Assignment }
  | { readonly did: 'done' | 'already' }
  | { readonly did: 'stale'; readonly found: Json }
  | { readonly did: 'failed'; readonly message: string }
);
