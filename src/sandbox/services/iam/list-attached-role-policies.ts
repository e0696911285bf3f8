import { attachedShape } from './managed-policy.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { onRole, withRole } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies = operation('ListAttachedRolePolicies', onRole, (world, input) =>
  withRole(world, input, (role) => paged(world, input, 'AttachedPolicies', role.attached.map(attachedShape))),
);
