import { orNull } from '../../aws/error.ts';
import type { Aws } from '../../core/aws.ts';
import { defineProbe } from '../../core/probe.ts';
import {
  attachedTo,
  documentsOf,
  groupHolder,
  groupsOf,
  type Holder,
  MANAGED_ACTIONS,
  managedPolicy,
  type PolicyText,
  type RolePolicies,
  userHolder,
} from './read-policies.ts';
import { isRoot, namedUser, user } from './user.ts';

/** What the root user may do: everything. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html */
const OF_ROOT: PolicyText = {
  name: 'root user',
  text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
};

interface Held {
  readonly inline: readonly PolicyText[];
  readonly attached: readonly PolicyText[];
}

async function heldBy(aws: Aws, holder: Holder, prefix = ''): Promise<Held> {
  const [inline, attached] = await Promise.all([
    holder.names(aws).then((names) => documentsOf(aws, holder, names)),
    attachedTo(aws, holder),
  ]);
  return { inline: inline.map(({ name, text }) => ({ name: `${prefix}${name}`, text })), attached };
}

const NO_USER = ['NoSuchEntity', 'NoSuchEntityException'];

/** What the user and the user's groups hold, by the name that the target has: not even `GetUser` is waited for. */
const heldByUser = defineProbe({
  id: 'iam/held-by-user',
  title: "the user's policies and those of the user's groups",
  actions: [
    'iam:ListUserPolicies',
    'iam:GetUserPolicy',
    'iam:ListAttachedUserPolicies',
    'iam:ListGroupsForUser',
    'iam:ListGroupPolicies',
    'iam:GetGroupPolicy',
    'iam:ListAttachedGroupPolicies',
    ...MANAGED_ACTIONS,
  ],
  scope: ['user'],
  everywhere: true,
  passing: true,
  needs: {},
  read: async (_facts, { aws, target }): Promise<readonly Held[] | null> => {
    const name = target.user ? namedUser(target.user.value) : null;
    if (name === null) return null;
    const ofGroups = async (): Promise<readonly Held[]> =>
      Promise.all((await groupsOf(aws, name)).map((group) => heldBy(aws, groupHolder(group), `group ${group}/`)));
    const both = Promise.all([heldBy(aws, userHolder(name)), ofGroups()]);
    const read = await orNull(NO_USER, both);
    return read === null ? null : [read[0], ...read[1]];
  },
});

const userBoundary = defineProbe({
  id: 'iam/user-boundary',
  title: "the user's permissions boundary",
  actions: MANAGED_ACTIONS,
  scope: [],
  everywhere: true,
  passing: true,
  needs: { user },
  read: async ({ user: found }, { aws }): Promise<PolicyText | null> =>
    found === null || found.boundaryArn === null ? null : managedPolicy(aws, found.boundaryArn),
});

/**
 * The user's own policies, those of the user's groups, and the boundary; null when there is no such user, or a role is
 * meant. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 */
export const userPolicies = defineProbe({
  id: 'iam/user-policies',
  title: 'the policies of the user',
  actions: [],
  scope: [],
  passing: true,
  needs: { user, heldByUser, userBoundary },
  read: async ({ user: found, heldByUser: held, userBoundary: boundary }): Promise<RolePolicies | null> => {
    if (found === null) return null;
    if (isRoot(found.arn)) return { inline: [OF_ROOT], attached: [], boundary: null };
    if (held === null) return null;
    const attached = new Map(held.flatMap((one) => one.attached).map((policy) => [policy.name, policy]));
    return { inline: held.flatMap(({ inline }) => inline), attached: [...attached.values()], boundary };
  },
});
