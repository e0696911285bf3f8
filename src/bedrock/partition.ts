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
