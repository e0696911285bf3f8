import { orNull } from '../../aws/error.ts';
import { getRole } from '../../aws/operations/iam.ts';
import { defineProbe } from '../../core/probe.ts';
import { roleName } from '../run/role-name.ts';
import { attachedPolicies, inlinePolicies, managedPolicy, POLICY_ACTIONS, type PolicyText } from './read-policies.ts';

export interface RolePolicies {
  readonly inline: readonly PolicyText[];
  readonly attached: readonly PolicyText[];
  readonly boundary: PolicyText | null;
}

/** Every policy that speaks for or against the role; null when there is no such role. */
export const rolePolicies = defineProbe({
  id: 'iam/role-policies',
  title: 'the policies of the role',
  actions: ['iam:GetRole', ...POLICY_ACTIONS],
  needs: { roleName },
  read: async ({ roleName: choice }, { aws }): Promise<RolePolicies | null> => {
    if (choice === null) return null;
    const boundaryOf = async (): Promise<PolicyText | null> => {
      const { Role } = await aws.ask(getRole, { RoleName: choice.name });
      const arn = Role?.PermissionsBoundary?.PermissionsBoundaryArn;
      return arn === undefined ? null : managedPolicy(aws, arn);
    };
    const all = Promise.all([inlinePolicies(aws, choice.name), attachedPolicies(aws, choice.name), boundaryOf()]);
    const found = await orNull(['NoSuchEntity', 'NoSuchEntityException'], all);
    return found && { inline: found[0], attached: found[1], boundary: found[2] };
  },
});
