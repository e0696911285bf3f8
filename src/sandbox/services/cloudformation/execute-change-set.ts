import type { Json } from '../../../core/json.ts';
import { type Answer, fault } from '../../operation.ts';
import type { ChangeSet, Moment, Stack, StackEvent, World } from '../../world.ts';
import { rejection, written } from '../iam/inline-policy.ts';
import { changesOf, iso, UNREADABLE, withStack } from './change-set.ts';
import { readTemplate } from './template.ts';

/** The stack after a change set was carried out at once, or taken back where IAM refuses a policy. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export function executeChangeSet(world: World, stack: Stack, set: ChangeSet, now: Moment): Answer {
  if (set.status === 'FAILED')
    return fault(
      'InvalidChangeSetStatus',
      400,
      `ChangeSet [${set.id}] cannot be executed in its current status of [FAILED]`,
    );
  const template = readTemplate(set.template);
  if (template === null) return UNREADABLE;
  const grants = changesOf(world, stack, template);
  const event = (logicalId: string, type: string, status: string, reason: string | null = null): StackEvent => ({
    logicalId,
    type,
    status,
    reason,
    at: now,
  });
  const about = (status: string, reason: string | null = null): StackEvent =>
    event(stack.name, 'AWS::CloudFormation::Stack', status, reason);
  const events = [...(stack.events ?? []), about('UPDATE_IN_PROGRESS', 'User Initiated')];
  for (const { logicalId, role, policy, document } of grants) {
    const refused = document === null ? null : rejection(role, policy, document);
    if (refused === null) continue;
    const reason = `Resource handler returned message: "${refused.fault.message}" (Service: Iam, Status Code: ${refused.fault.status})`;
    const back = [
      event(logicalId, 'AWS::IAM::Role', 'UPDATE_FAILED', reason),
      about('UPDATE_ROLLBACK_IN_PROGRESS', `The following resource(s) failed to update: [${logicalId}]. `),
      about('UPDATE_ROLLBACK_COMPLETE'),
    ];
    const after = { ...stack, status: 'UPDATE_ROLLBACK_COMPLETE', changeSets: [], events: [...events, ...back] };
    return { world: withStack(world, after), output: {} };
  }
  let next = world;
  for (const { role, policy, document } of grants)
    next = written(next, next.roles[role.name] ?? role, policy, document, now);
  const done = [
    ...set.changed.map(({ logicalId }) => event(logicalId, 'AWS::IAM::Role', 'UPDATE_COMPLETE')),
    about('UPDATE_COMPLETE'),
  ];
  const { processed: _old, ...kept } = stack;
  const after = {
    ...kept,
    template: set.template,
    status: 'UPDATE_COMPLETE',
    changeSets: [],
    events: [...events, ...done],
  };
  return { world: withStack(next, after), output: {} };
}

/** Newest first. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const eventShapes = (stack: Stack): readonly Json[] =>
  (stack.events ?? [])
    .map(({ logicalId, type, status, reason, at }, index) => ({
      StackId: stack.id,
      EventId: `${logicalId}-${status}-${index}`,
      StackName: stack.name,
      LogicalResourceId: logicalId,
      ResourceType: type,
      ResourceStatus: status,
      ...(reason === null ? {} : { ResourceStatusReason: reason }),
      Timestamp: iso(at),
    }))
    .toReversed();
