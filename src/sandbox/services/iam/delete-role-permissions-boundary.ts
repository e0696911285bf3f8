import { operation } from './operation.ts';
import { changingRole, onRole, replaced } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary = operation('DeleteRolePermissionsBoundary', onRole, (world, input) =>
  changingRole(world, input, (role) => ({ world: replaced(world, role, { boundary: null }), output: {} })),
);
