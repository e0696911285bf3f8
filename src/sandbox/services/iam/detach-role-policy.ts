import { text } from '../../operation.ts';
import { noManaged } from './managed-policy.ts';
import { operation } from './operation.ts';
import { changingRole, onRole, replaced } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy = operation('DetachRolePolicy', onRole, (world, input) =>
  changingRole(world, input, (role) => {
    const arn = text(input, 'PolicyArn');
    if (!role.attached.includes(arn)) return noManaged(arn);
    return { world: replaced(world, role, { attached: role.attached.filter((one) => one !== arn) }), output: {} };
  }),
);
