import { hasBase, type ModelReference } from '../../bedrock/model-id.ts';
import { defineProbe } from '../../core/probe.ts';
import { modelReference } from '../run/model.ts';
import { moment } from '../run/moment.ts';
import { type FoundationModelFact, foundationModel } from './foundation-model.ts';
import { type ProfileFact, profile } from './profile.ts';

const DAY_MS = 86_400_000;
/** AWS gives half a year between the announcement of a model's end and the end: https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html */
export const NOTICE_DAYS = 180;

/** Whole days until a moment, rounded up; null for none. Past ones are zero or less. */
export const daysUntil = (at: string | null, now: number): number | null =>
  at === null ? null : Math.ceil((Date.parse(at) - now) / DAY_MS);

/** Whether the base model is on its way out: legacy, dead, or dead within the notice. */
const isLeaving = (here: FoundationModelFact, now: number): boolean => {
  const days = daysUntil(here.endOfLifeAt, now);
  return here.lifecycle !== 'ACTIVE' || (days !== null && days <= NOTICE_DAYS);
};

/**
 * Whether another id is worth looking for, and why: the model is leaving, it cannot be called by this id, or it is not
 * here. Null while the id at hand will do, and for models of the account's own.
 */
export function wantsAnother(
  reference: ModelReference,
  here: FoundationModelFact | null,
  routed: ProfileFact | null,
  now: number,
): 'leaving' | 'other-id' | 'absent' | null {
  if (!hasBase(reference)) return null;
  if (here !== null && isLeaving(here, now)) return 'leaving';
  if (reference.kind !== 'base') return routed === null ? 'absent' : null;
  if (here === null) return 'absent';
  return here.inferenceTypes.length > 0 && !here.inferenceTypes.includes('ON_DEMAND') ? 'other-id' : null;
}

/** Whether the lists of what there is instead are worth reading. Asks nobody. */
export const replacementWanted = defineProbe({
  id: 'bedrock/replacement-wanted',
  title: 'whether the model needs a replacement',
  actions: [],
  scope: [],
  passing: true,
  needs: { modelReference, foundationModel, profile, moment },
  read: async ({ modelReference: reference, foundationModel: here, profile: routed, moment: now }): Promise<boolean> =>
    wantsAnother(reference, here, routed, now) !== null,
});
