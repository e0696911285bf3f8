import { fault, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { findProfile, profileArn, profileShape } from './profile.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetInferenceProfile.html */
export const getInferenceProfile = operation(
  'GetInferenceProfile',
  (world, input, { region }) => {
    const profile = findProfile(world, text(input, 'inferenceProfileIdentifier'), region);
    return profile
      ? { world, output: profileShape(world, profile, region) }
      : fault('ResourceNotFoundException', 404, 'The specified inference profile does not exist.');
  },
  (world, input) => {
    const given = text(input, 'inferenceProfileIdentifier');
    const profile = findProfile(world, given, world.region);
    if (profile) return profileArn(world, profile, world.region);
    return given.startsWith('arn:')
      ? given
      : `arn:${world.partition}:bedrock:${world.region}:${world.account}:inference-profile/${given}`;
  },
);
