import { fault, text } from '../../operation.ts';
import type { LogGroup } from '../../world.ts';
import { emptyGroup, groupName, operation, withGroupSet } from './group.ts';

const CLASSES: { readonly [name: string]: LogGroup['class'] } = {
  '': 'STANDARD',
  STANDARD: 'STANDARD',
  INFREQUENT_ACCESS: 'INFREQUENT_ACCESS',
  DELIVERY: 'DELIVERY',
};

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup = operation('CreateLogGroup', (world, input, { now }) => {
  const name = groupName(input);
  if (world.logGroups[name]) {
    return fault('ResourceAlreadyExistsException', 400, 'The specified log group already exists');
  }
  const logClass = CLASSES[text(input, 'logGroupClass')];
  if (!logClass || !/^[\w./#-]{1,512}$/.test(name)) {
    return fault('InvalidParameterException', 400, 'The log group name or class is not valid.');
  }
  return { world: withGroupSet(world, emptyGroup(name, now, logClass)), output: {} };
});
