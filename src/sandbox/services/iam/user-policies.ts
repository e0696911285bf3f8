import { currentInline, groupsOf } from '../../authorize.ts';
import { type SandboxOperation, text } from '../../operation.ts';
import { encoded } from './document.ts';
import { groupShape } from './group.ts';
import { noPolicy, rejection, written } from './inline-policy.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { attachedShape, noManaged } from './read-managed-policies.ts';
import { onUser, replacedUser, tagList, withUser } from './user.ts';

/**
 * The policies of users: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html and its neighbors.
 */
export const USER_POLICIES: { readonly [name: string]: SandboxOperation } = {
  ListUserPolicies: operation('ListUserPolicies', onUser, (world, input) =>
    withUser(world, input, (user) => paged(world, input, 'PolicyNames', Object.keys(currentInline(user)).sort())),
  ),
  GetUserPolicy: operation('GetUserPolicy', onUser, (world, input) =>
    withUser(world, input, (user) => {
      const name = text(input, 'PolicyName');
      const document = currentInline(user)[name];
      return document === undefined
        ? noPolicy(user, name)
        : { world, output: { UserName: user.name, PolicyName: name, PolicyDocument: encoded(document) } };
    }),
  ),
  PutUserPolicy: operation('PutUserPolicy', onUser, (world, input, { now }) =>
    withUser(world, input, (user) => {
      const [name, document] = [text(input, 'PolicyName'), text(input, 'PolicyDocument')];
      return rejection(user, name, document) ?? { world: written(world, user, name, document, now), output: {} };
    }),
  ),
  DeleteUserPolicy: operation('DeleteUserPolicy', onUser, (world, input, { now }) =>
    withUser(world, input, (user) => {
      const name = text(input, 'PolicyName');
      return currentInline(user)[name] === undefined
        ? noPolicy(user, name)
        : { world: written(world, user, name, null, now), output: {} };
    }),
  ),
  ListAttachedUserPolicies: operation('ListAttachedUserPolicies', onUser, (world, input) =>
    withUser(world, input, (user) => paged(world, input, 'AttachedPolicies', user.attached.map(attachedShape))),
  ),
  AttachUserPolicy: operation('AttachUserPolicy', onUser, (world, input) =>
    withUser(world, input, (user) => {
      const arn = text(input, 'PolicyArn');
      if (!world.policies[arn]) return noManaged(arn);
      return { world: replacedUser(world, user, { attached: [...new Set([...user.attached, arn])] }), output: {} };
    }),
  ),
  DetachUserPolicy: operation('DetachUserPolicy', onUser, (world, input) =>
    withUser(world, input, (user) => {
      const arn = text(input, 'PolicyArn');
      if (!user.attached.includes(arn)) return noManaged(arn);
      return { world: replacedUser(world, user, { attached: user.attached.filter((one) => one !== arn) }), output: {} };
    }),
  ),
  ListGroupsForUser: operation('ListGroupsForUser', onUser, (world, input) =>
    withUser(world, input, (user) =>
      paged(
        world,
        input,
        'Groups',
        groupsOf(world, user).map((group) => groupShape(world, group)),
      ),
    ),
  ),
  ListUserTags: operation('ListUserTags', onUser, (world, input) =>
    withUser(world, input, (user) => paged(world, input, 'Tags', tagList(user.tags))),
  ),
};
