import { type Answer, fault, type Input, type SandboxOperation, text } from '../../operation.ts';
import type { LogGroup, World } from '../../world.ts';

/** The group an input names, by name or by ARN; empty when it names none. */
export const groupName = (input: Input): string =>
  text(input, 'logGroupName') ||
  (/log-group:([^:]+)/.exec(text(input, 'logGroupIdentifier'))?.[1] ?? text(input, 'logGroupIdentifier'));

/** The ARN a permission on a group is needed on: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html */
export const groupArn = (world: World, name: string): string =>
  `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${name}:*`;

/** An operation of CloudWatch Logs, authorized on the group its input names. */
export const operation = (action: string, handle: SandboxOperation['handle']): SandboxOperation => ({
  action: `logs:${action}`,
  resource: (world, input) => {
    const given = text(input, 'logGroupIdentifier');
    return given.startsWith('arn:') ? `${given.replace(/:\*$/, '')}:*` : groupArn(world, groupName(input));
  },
  handle,
});

/** The group of the input, or AWS's ResourceNotFoundException. All groups stand in the account's one Region. */
export function withGroup(world: World, input: Input, region: string, then: (group: LogGroup) => Answer): Answer {
  const group = region === world.region ? world.logGroups[groupName(input)] : undefined;
  return group ? then(group) : fault('ResourceNotFoundException', 400, 'The specified log group does not exist.');
}

/** The world with one group changed or added. */
export const withGroupSet = (world: World, group: LogGroup): World => ({
  ...world,
  logGroups: { ...world.logGroups, [group.name]: group },
});

/** A group without events or streams. */
export const emptyGroup = (name: string, createdAt: number, logClass: LogGroup['class'] = 'STANDARD'): LogGroup => ({
  name,
  class: logClass,
  createdAt,
  streams: {},
  events: [],
});

/** A member of the input as a number. */
export const number = (input: Input, name: string, otherwise: number): number => {
  const value = input[name];
  return typeof value === 'number' ? value : typeof value === 'string' && value !== '' ? Number(value) : otherwise;
};
