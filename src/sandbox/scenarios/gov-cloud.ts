import type { World } from '../world.ts';
import { REGION } from './function.ts';

const GOV_REGION = 'us-gov-west-1';

/**
 * The same account in the GovCloud partition: its ARNs, its Region.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export const govCloud = (world: World): World => ({
  ...(JSON.parse(
    JSON.stringify(world).replaceAll('arn:aws:', 'arn:aws-us-gov:').replaceAll(REGION, GOV_REGION),
  ) as World),
  partition: 'aws-us-gov',
});
