import { parseModel } from '../../bedrock/model-id.ts';
import { defineProbe, guessFrom, maybe } from '../../core/probe.ts';
import { type ModelChoice, model } from '../run/model.ts';
import { type ProfileFact, profile } from './profile.ts';

/** The base model an application profile routes to is only known from the profile itself. */
export const baseIdOf = (choice: ModelChoice, profile: ProfileFact | null): string | null =>
  choice.reference.base ?? (profile?.modelArns[0] === undefined ? null : parseModel(profile.modelArns[0]).base);

/** The base model behind what is called; null where the id does not tell. What is read of it is one for all its ids. Asks nobody. */
export const baseModel = defineProbe({
  id: 'bedrock/base-model',
  title: 'the base model',
  actions: [],
  scope: [],
  passing: true,
  needs: { model, profile: maybe(profile) },
  // Nearly every id holds the base model's: the profile need not be waited for.
  guess: guessFrom({ model }, ({ model: choice }): string | null => choice.reference.base),
  read: async ({ model: choice, profile: routed }): Promise<string | null> =>
    baseIdOf(choice, routed.known ? routed.value : null),
});
