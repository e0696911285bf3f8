import { getRole } from '../../aws/operations/iam.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { resources } from '../cloudformation/resources.ts';
import { ownRoleId } from '../run/role-name.ts';
import { attachedPolicies, inlinePolicies, POLICY_ACTIONS } from './read-policies.ts';

/**
 * Begins to read the role that SAM would have made for the function, or the only one of the stack, one round trip before
 * the function says which role it has. Nearly always it is this one, and then the answers are there already: reads are
 * asked once a run.
 */
export const earlyRole = defineProbe({
  id: 'iam/early',
  title: 'the role, ahead of time',
  actions: ['iam:GetRole', ...POLICY_ACTIONS],
  needs: { resources: maybe(resources) },
  read: async ({ resources: found }, { aws, target }) => {
    const id = target.role?.value ?? ownRoleId(target.function.value);
    const all = found.known ? (found.value ?? []) : [];
    const roles = all.filter(({ type }) => type === 'AWS::IAM::Role');
    const named = all.find(({ logicalId }) => logicalId === id);
    const own = (named ?? (roles.length === 1 ? roles[0] : undefined))?.physicalId;
    if (own === undefined || own === '') return null;
    await Promise.allSettled([
      aws.ask(getRole, { RoleName: own }),
      inlinePolicies(aws, own),
      attachedPolicies(aws, own),
    ]);
    return own;
  },
});
