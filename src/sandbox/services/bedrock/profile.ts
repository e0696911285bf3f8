import type { Json } from '../../../core/json.ts';
import type { InferenceProfile, World } from '../../world.ts';
import { idOf, modelArn } from './operation.ts';

/** ARN of a profile in the Region it is called from. */
export const profileArn = (world: World, { id, type }: InferenceProfile, region: string): string =>
  `arn:${world.partition}:bedrock:${region}:${world.account}:${type === 'APPLICATION' ? 'application-inference-profile' : 'inference-profile'}/${id}`;

/** The profile of that id, or of an ARN of this account, if it can be called from the Region. */
export function findProfile(world: World, identifier: string, region: string): InferenceProfile | null {
  if (identifier.startsWith('arn:') && identifier.split(':')[4] !== world.account) return null;
  return world.bedrock.profiles.find(({ id, regions }) => id === idOf(identifier) && regions.includes(region)) ?? null;
}

/** The id of the model behind a profile. */
export const baseModelId = (profile: InferenceProfile): string => idOf(profile.modelArns[0] ?? '');

/**
 * The models behind a profile as seen from the Region it is called from. A global profile stands for the model of that
 * Region and one ARN without a Region: https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function destinationArns(world: World, profile: InferenceProfile, region: string): readonly string[] {
  const isGlobal = profile.modelArns.some((arn) => arn.split(':')[3] === '');
  return isGlobal ? [modelArn(world, baseModelId(profile), region), ...profile.modelArns] : profile.modelArns;
}

/** A profile as GetInferenceProfile and ListInferenceProfiles give it. */
export const profileShape = (world: World, profile: InferenceProfile, region: string): Json => ({
  inferenceProfileId: profile.id,
  inferenceProfileArn: profileArn(world, profile, region),
  inferenceProfileName: profile.name,
  description: `Routes requests to ${profile.name}.`,
  type: profile.type,
  status: 'ACTIVE',
  createdAt: '2025-10-01T00:00:00Z',
  updatedAt: '2025-10-01T00:00:00Z',
  models: destinationArns(world, profile, region).map((arn) => ({ modelArn: arn })),
});
