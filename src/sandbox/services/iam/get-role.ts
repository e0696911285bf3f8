import { operation } from './operation.ts';
import { onRole, roleShape, withRole } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = operation('GetRole', onRole, (world, input) =>
  withRole(world, input, (role) => ({ world, output: { Role: roleShape(world, role) } })),
);
