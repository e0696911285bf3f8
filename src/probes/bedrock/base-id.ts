import { parseModel } from '../../bedrock/model-id.ts';
import type { ModelChoice } from '../run/model.ts';
import type { ProfileFact } from './profile.ts';

/** The base model an application profile routes to is only known from the profile itself. */
export const baseIdOf = (choice: ModelChoice, profile: ProfileFact | null): string | null =>
  choice.reference.base ?? (profile?.modelArns[0] === undefined ? null : parseModel(profile.modelArns[0]).base);
