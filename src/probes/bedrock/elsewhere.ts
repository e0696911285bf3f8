import { orNull } from '../../aws/error.ts';
import { getInferenceProfile } from '../../aws/operations/bedrock.ts';
import { HOME_OF_PREFIX } from '../../bedrock/model-id.ts';
import { defineProbe } from '../../core/probe.ts';
import { model } from '../run/model.ts';
import { foundationModel, readModel } from './foundation-model.ts';
import { profile } from './profile.ts';

/** The Regions in which nearly every model is offered first. */
const WIDEST = ['us-east-1', 'us-west-2'];

/** Where a model or profile that is not here does exist; empty when it is here, or nowhere we looked. */
export const elsewhere = defineProbe({
  id: 'bedrock/elsewhere',
  title: 'whether the model exists in another Region',
  actions: ['bedrock:GetFoundationModel', 'bedrock:GetInferenceProfile'],
  needs: { model, foundationModel, profile },
  read: async (
    { model: { reference }, foundationModel: here, profile: routed },
    { aws },
  ): Promise<readonly string[]> => {
    const partition = aws.region.startsWith('us-gov-') || aws.region.startsWith('cn-');
    if (partition) return [];
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
    const others = WIDEST.filter((region) => region !== aws.region);
    const found = await Promise.all(others.map((region) => readModel(aws.inRegion(region), base)));
    return others.filter((_, index) => found[index] !== null && found[index] !== undefined);
  },
});
