import { orNull } from '../../aws/error.ts';
import { valueIn } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { roleToRead } from '../run/role-name.ts';
import {
  attachedTo,
  documentsOf,
  MANAGED_ACTIONS,
  managedPolicy,
  type PolicyText,
  type RolePolicies,
  roleHolder,
} from './read-policies.ts';
import { role } from './role.ts';
import { userPolicies } from './user-policies.ts';

export type { RolePolicies };

const NO_ROLE = ['NoSuchEntity', 'NoSuchEntityException'];

/** The names of the role's inline policies; null when there is no such role. */
export const inlinePolicyNames = defineProbe({
  id: 'iam/inline-policy-names',
  title: "the names of the role's inline policies",
  actions: ['iam:ListRolePolicies'],
  scope: [],
  everywhere: true,
  ahead: true,
  passing: true,
  needs: { roleToRead },
  read: async ({ roleToRead: name }, { aws }): Promise<readonly string[] | null> =>
    name === null ? null : orNull(NO_ROLE, roleHolder(name).names(aws)),
});

const inlinePolicies = defineProbe({
  id: 'iam/inline-policies',
  title: "the role's inline policies",
  actions: ['iam:GetRolePolicy'],
  scope: [],
  everywhere: true,
  ahead: true,
  passing: true,
  needs: { roleToRead, inlinePolicyNames },
  read: async ({ roleToRead: name, inlinePolicyNames: names }, { aws }): Promise<readonly PolicyText[] | null> =>
    name === null || names === null ? null : orNull(NO_ROLE, documentsOf(aws, roleHolder(name), names)),
});

const attachedPolicies = defineProbe({
  id: 'iam/attached-policies',
  title: "the role's attached policies",
  actions: ['iam:ListAttachedRolePolicies', ...MANAGED_ACTIONS],
  scope: [],
  everywhere: true,
  ahead: true,
  passing: true,
  needs: { roleToRead },
  read: async ({ roleToRead: name }, { aws }): Promise<readonly PolicyText[] | null> =>
    name === null ? null : orNull(NO_ROLE, attachedTo(aws, roleHolder(name))),
});

const boundaryPolicy = defineProbe({
  id: 'iam/boundary-policy',
  title: "the role's permissions boundary",
  actions: MANAGED_ACTIONS,
  scope: [],
  everywhere: true,
  ahead: true,
  passing: true,
  needs: { role },
  read: async ({ role: found }, { aws }): Promise<PolicyText | null> =>
    found === null || found.boundaryArn === null ? null : managedPolicy(aws, found.boundaryArn),
});

/** Every policy that speaks for or against the principal, a role or a user; null when there is none. Asks nobody. */
export const rolePolicies = defineProbe({
  id: 'iam/role-policies',
  title: 'the policies of the role',
  actions: [],
  scope: ['user'],
  needs: {
    userPolicies: maybe(userPolicies),
    inlinePolicies: maybe(inlinePolicies),
    attachedPolicies: maybe(attachedPolicies),
    boundaryPolicy: maybe(boundaryPolicy),
  },
  read: async (facts, { target }): Promise<RolePolicies | null> => {
    if (target.user) return valueIn(facts.userPolicies);
    const [inline, attached, boundary] = [
      valueIn(facts.inlinePolicies),
      valueIn(facts.attachedPolicies),
      valueIn(facts.boundaryPolicy),
    ];
    return inline === null || attached === null ? null : { inline, attached, boundary };
  },
});
