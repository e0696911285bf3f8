import { fault, text } from '../../operation.ts';
import { operation, withGroup, withGroupSet } from './group.ts';
import { streamsOf } from './stream.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream = operation('CreateLogStream', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const name = text(input, 'logStreamName');
    if (streamsOf(group, now).some((stream) => stream.name === name)) {
      return fault('ResourceAlreadyExistsException', 400, 'The specified log stream already exists');
    }
    const streams = { ...group.streams, [name]: { createdAt: now } };
    return { world: withGroupSet(world, { ...group, streams }), output: {} };
  }),
);
