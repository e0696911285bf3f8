import { text } from '../../operation.ts';
import { noManaged } from './managed-policy.ts';
import { operation } from './operation.ts';
import { changingRole, onRole, replaced } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy = operation('AttachRolePolicy', onRole, (world, input) =>
  changingRole(world, input, (role) => {
    const arn = text(input, 'PolicyArn');
    if (!world.policies[arn]) return noManaged(arn);
    return { world: replaced(world, role, { attached: [...new Set([...role.attached, arn])] }), output: {} };
  }),
);
