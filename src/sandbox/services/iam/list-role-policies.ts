import { currentInline } from '../../authorize.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { onRole, withRole } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = operation('ListRolePolicies', onRole, (world, input) =>
  withRole(world, input, (role) => paged(world, input, 'PolicyNames', Object.keys(currentInline(role)).sort())),
);
