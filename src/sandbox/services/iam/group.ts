import type { Json } from '../../../core/json.ts';
import { type Answer, everything, fault, type Input, type SandboxOperation, text } from '../../operation.ts';
import type { Group, World } from '../../world.ts';
import { encoded } from './document.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { attachedShape } from './read-managed-policies.ts';
import { userShape } from './user.ts';

const groupArn = (world: World, { path, name }: Pick<Group, 'path' | 'name'>): string =>
  `arn:${world.partition}:iam::${world.account}:group${path}${name}`;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Group.html */
export const groupShape = (world: World, group: Group): Json => ({
  Path: group.path,
  GroupName: group.name,
  GroupId: group.id,
  Arn: groupArn(world, group),
  CreateDate: '2026-01-01T00:00:00Z',
});

const onGroup = (world: World, input: Input): string => {
  const name = text(input, 'GroupName');
  return groupArn(world, world.groups[name] ?? { path: '/', name });
};

function withGroup(world: World, input: Input, then: (group: Group) => Answer): Answer {
  const name = text(input, 'GroupName');
  const group = world.groups[name];
  return group ? then(group) : fault('NoSuchEntity', 404, `The group with name ${name} cannot be found.`);
}

/** Groups and their policies: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetGroup.html and its neighbors. */
export const GROUPS: { readonly [name: string]: SandboxOperation } = {
  GetGroup: operation('GetGroup', onGroup, (world, input) =>
    withGroup(world, input, (group) => {
      const users = group.members.flatMap((name) => {
        const user = world.users[name];
        return user ? [userShape(world, user, true)] : [];
      });
      return { world, output: { Group: groupShape(world, group), Users: users, IsTruncated: false } };
    }),
  ),
  ListGroups: operation('ListGroups', everything, (world, input) =>
    paged(
      world,
      input,
      'Groups',
      Object.values(world.groups).map((group) => groupShape(world, group)),
    ),
  ),
  ListGroupPolicies: operation('ListGroupPolicies', onGroup, (world, input) =>
    withGroup(world, input, (group) => paged(world, input, 'PolicyNames', Object.keys(group.inline).sort())),
  ),
  GetGroupPolicy: operation('GetGroupPolicy', onGroup, (world, input) =>
    withGroup(world, input, (group) => {
      const name = text(input, 'PolicyName');
      const document = group.inline[name];
      return document === undefined
        ? fault('NoSuchEntity', 404, `The group policy with name ${name} cannot be found.`)
        : { world, output: { GroupName: group.name, PolicyName: name, PolicyDocument: encoded(document) } };
    }),
  ),
  ListAttachedGroupPolicies: operation('ListAttachedGroupPolicies', onGroup, (world, input) =>
    withGroup(world, input, (group) => paged(world, input, 'AttachedPolicies', group.attached.map(attachedShape))),
  ),
};
