import type { Json } from './json.ts';

/** Compare-and-set, as data: a line of the diff the user reads. Swapped, it is its own undo. */
export interface Assignment {
  readonly setting: string;
  readonly key: Json;
  /** What the setting makes of the key; never read from a file. */
  readonly subject: string;
  readonly from: Json;
  readonly to: Json;
}

/** Where a change is made, and by whom: a change is only carried out and taken back in the same place. */
export interface Origin {
  /** Twelve digits; null where nobody could tell. */
  readonly account: string | null;
  readonly region: string;
  /** 'aws', 'aws-us-gov', 'aws-cn'; absent in what an older version wrote. */
  readonly partition?: string;
  /** The address that AWS's own is behind; null for AWS's own, absent in what an older version wrote. */
  readonly endpoint?: string | null;
  /** The ARN of whoever made it; a note, not a condition. */
  readonly operator?: string | null;
}

/** What is to be changed, in order. JSON: saved by `--plan-out`, taken by `--plan`. */
export interface Plan extends Origin {
  readonly schema: 1;
  /** The remedy that wants it: 'put-role-policy'. */
  readonly remedy: string;
  readonly assignments: readonly Assignment[];
}

/** The plan that takes it back. */
export const invert = (plan: Plan): Plan => ({
  ...plan,
  assignments: plan.assignments.toReversed().map((item) => ({ ...item, from: item.to, to: item.from })),
});

/**
 * What happened to one subject; the journal adds id and time and has it on disk before `apply` goes on. `sent`: AWS took
 * the write, and reading it back did not show it in time.
 */
export type JournalEvent = { readonly subject: string } & (
  | { readonly did: 'intend'; readonly assignment: Assignment }
  | { readonly did: 'done' | 'already' | 'sent' }
  | { readonly did: 'stale'; readonly found: Json }
  | { readonly did: 'failed'; readonly message: string }
);
