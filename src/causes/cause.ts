import type { CauseId, Layer, Owner } from '../core/cause.ts';

/** One cause: its place in the chain, who can fix it, and the next step. */
export interface Cause {
  readonly id: CauseId;
  readonly layer: Layer;
  readonly owner: Owner;
  /** What is wrong, in a sentence. */
  readonly title: string;
  /** What to do. */
  readonly next: string;
  /** The page the cause is described on. */
  readonly source: string;
}

/** The causes of one layer, each by its id. */
export const layerOf = <const Id extends CauseId>(
  layer: Layer,
  causes: Readonly<Record<Id, Omit<Cause, 'id' | 'layer'>>>,
): Readonly<Record<Id, Cause>> =>
  Object.fromEntries(
    (Object.keys(causes) as Id[]).map((id): [Id, Cause] => [id, { id, layer, ...causes[id] }]),
  ) as Record<Id, Cause>;
