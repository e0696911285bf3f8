import type { Aws } from '../core/aws.ts';
import type { FleetCell } from './cell.ts';

/** Who is examined in every account; null: only form and agreement are. */
export type FleetPrincipal = { readonly kind: 'role' | 'user'; readonly name: string } | null;

/** An account that was entered, and what to judge in it. */
export interface EnteredAccount {
  readonly account: string;
  /** The account through its first Region. */
  readonly aws: Aws;
  readonly regions: readonly string[];
  readonly models: readonly string[];
  readonly principal: FleetPrincipal;
  /** Whether an agreement is read in every Region. */
  readonly everyRegion: boolean;
  readonly failOn: 'error' | 'warning';
  /** Whether a cell is in the file already. */
  readonly skips: (region: string, model: string) => boolean;
}

/** What one cell comes to. */
export type CellVerdict = Pick<
  FleetCell,
  'region' | 'principal' | 'model' | 'verdict' | 'rootCause' | 'otherCauses' | 'unknown' | 'reason' | 'deduced'
>;

/** Judges the cells of one account, each as soon as it is known. What it read it forgets at the end. */
export type JudgeAccount = (entered: EnteredAccount) => AsyncIterable<CellVerdict>;

/** Where an account could not be entered: why, in a clause or sentence, and the action that is missing. */
export interface Barred {
  readonly reason: string;
  readonly unknown: readonly string[];
  readonly rootCause: FleetCell['rootCause'];
}

/** Services that a fleet does not read: no stack, function, log or history, and without a call in them no quotas and no endpoint. */
const NOT_READ = /^(?:cloudformation|lambda|logs|cloudtrail|ec2|service-quotas)\/|^run\/template-models$/;

/** Whether a fleet asks a probe, by its id (contract, section 9). */
export const isReadInFleet = (probe: string): boolean => !NOT_READ.test(probe);
