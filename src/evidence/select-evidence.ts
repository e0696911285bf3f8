import type { EvidenceFact, Observation, Unseen } from './observation.ts';
import { concerns } from './whose.ts';

/** What the window tells of one model: what still counts, and the newest success. */
export interface ModelEvidence {
  /** Oldest first; only those newer than the newest success. */
  readonly observations: readonly Observation[];
  readonly newestSuccessAt: number | null;
  /** The part of the log that was not read and in which a refusal could stand that counts; null where none could. */
  readonly unseen: Unseen | null;
}

/**
 * What still counts for one model (contract, section 3, rule 2): what was said of it, or of no model that is named, and
 * is newer than its newest success. `model` null: only what names none.
 */
export function selectEvidence({ observations, successes, unseen }: EvidenceFact, model: string | null): ModelEvidence {
  const isOf = (named: string | null): boolean => named === null || (model !== null && concerns(named, model));
  const newestSuccessAt = successes.reduce<number | null>(
    (newest, one) => (isOf(one.model) ? Math.max(newest ?? 0, one.at) : newest),
    null,
  );
  return {
    newestSuccessAt,
    unseen: unseen === null || (newestSuccessAt !== null && newestSuccessAt >= unseen.to) ? null : unseen,
    observations: observations.filter(
      (one) => isOf(one.model) && (newestSuccessAt === null || one.at > newestSuccessAt),
    ),
  };
}
