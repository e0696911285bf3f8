import { currentInline } from '../../authorize.ts';
import { text } from '../../operation.ts';
import { noPolicy, written } from './inline-policy.ts';
import { operation } from './operation.ts';
import { changingRole, onRole } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = operation('DeleteRolePolicy', onRole, (world, input, { now }) =>
  changingRole(world, input, (role) => {
    const name = text(input, 'PolicyName');
    return currentInline(role)[name] === undefined
      ? noPolicy(role, name)
      : { world: written(world, role, name, null, now), output: {} };
  }),
);
