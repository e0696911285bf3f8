import { operation, withGroup } from './group.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export const deleteLogGroup = operation('DeleteLogGroup', (world, input, { region }) =>
  withGroup(world, input, region, (group) => {
    const { [group.name]: _gone, ...logGroups } = world.logGroups;
    return { world: { ...world, logGroups }, output: {} };
  }),
);
