import { orNull } from '../../aws/error.ts';
import { getInferenceProfile } from '../../aws/operations/bedrock.ts';
import { HOME_OF_PREFIX } from '../../bedrock/names.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { modelReference } from '../run/model.ts';
import { availability } from './availability.ts';
import { foundationModel, readModel } from './foundation-model.ts';
import { profile } from './profile.ts';

/** The Regions in which nearly every model is offered first. */
const WIDEST = ['us-east-1', 'us-west-2'];

/** Where a model or profile that is not here does exist; empty when it is here, or nowhere we looked. */
export const elsewhere = defineProbe({
  id: 'bedrock/elsewhere',
  title: 'whether the model exists in another Region',
  actions: ['bedrock:GetFoundationModel', 'bedrock:GetInferenceProfile'],
  scope: [],
  needs: { modelReference, foundationModel, profile, availability: maybe(availability) },
  read: async (
    { modelReference: reference, foundationModel: here, profile: routed, availability: access },
    { aws },
  ): Promise<readonly string[]> => {
    // The Regions named here are those of the one partition; an account lives in one alone.
    if (partitionOf(aws.region) !== 'aws') return [];
    if (reference.kind === 'profile' && reference.prefix !== null && routed === null) {
      const home = HOME_OF_PREFIX[reference.prefix];
      if (home === undefined || home === aws.region) return [];
      const found = await orNull(
        ['ResourceNotFoundException', 'ValidationException'],
        aws.inRegion(home).ask(getInferenceProfile, { inferenceProfileIdentifier: reference.given }),
      );
      return found ? [home] : [];
    }
    const base = reference.base;
    if (reference.kind !== 'base' || base === null || here !== null) return [];
    // Where the account is told "not in this Region" the model exists, and its first home is enough to name.
    const exists = access.known && access.value?.region === 'NOT_AVAILABLE';
    const others = WIDEST.filter((region) => region !== aws.region).slice(0, exists ? 1 : WIDEST.length);
    const found = await Promise.all(others.map((region) => readModel(aws.inRegion(region), base)));
    return others.filter((_, index) => found[index] !== null && found[index] !== undefined);
  },
});
