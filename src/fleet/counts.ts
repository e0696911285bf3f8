import type { CauseId, Owner } from '../core/cause.ts';
import type { VerdictWord } from '../core/report.ts';

/** One cause over the whole fleet. */
export interface CauseCount {
  readonly cause: CauseId;
  readonly title: string;
  readonly owner: Owner;
  /** Accounts and cells that have it as their root cause. */
  readonly accounts: number;
  readonly cells: number;
  /** Cells that have it behind another root cause. */
  readonly behind: number;
  /** What to do about all of them, and whether one act does for all. */
  readonly todo: string;
  readonly once: boolean;
  /** Who does it, in words. */
  readonly who: string;
}

/** Cells that nobody could judge, by what stood in the way. */
export interface BlindCount {
  /** An IAM action that is missing; null where the account could not be entered or the reason is another. */
  readonly action: string | null;
  readonly reason: string;
  readonly todo: string;
  readonly accounts: number;
  readonly cells: number;
}

/** What is counted over all cells, before anything is concluded from it. */
export interface Counts {
  readonly accounts: number;
  readonly cells: number;
  readonly byVerdict: Readonly<Record<VerdictWord, number>>;
  /** Accounts with no cell that is not healthy. */
  readonly healthyAccounts: number;
  /** Those with the most accounts first. */
  readonly causes: readonly CauseCount[];
  readonly blind: readonly BlindCount[];
}
