/** What Regions of a partition begin with: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
const PARTITIONS: readonly (readonly [start: string, partition: string])[] = [
  ['us-gov-', 'aws-us-gov'],
  ['cn-', 'aws-cn'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

/** The partition a Region belongs to; 'aws' for every Region that no other partition claims. */
export const partitionOf = (region: string): string =>
  PARTITIONS.find(([start]) => region.startsWith(start))?.[1] ?? 'aws';

/** The name of a Region: 'us-east-1', 'us-gov-west-1', 'eusc-de-east-1'; https://docs.aws.amazon.com/general/latest/gr/rande.html */
export const REGION_NAME = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/;
