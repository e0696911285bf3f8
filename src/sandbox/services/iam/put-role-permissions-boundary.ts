import { text } from '../../operation.ts';
import { noManaged } from './managed-policy.ts';
import { operation } from './operation.ts';
import { changingRole, onRole, replaced } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary = operation('PutRolePermissionsBoundary', onRole, (world, input) =>
  changingRole(world, input, (role) => {
    const arn = text(input, 'PermissionsBoundary');
    return world.policies[arn] ? { world: replaced(world, role, { boundary: arn }), output: {} } : noManaged(arn);
  }),
);
