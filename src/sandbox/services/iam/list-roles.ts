import { everything, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { roleShape } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles = operation('ListRoles', everything, (world, input) =>
  paged(
    world,
    input,
    'Roles',
    Object.values(world.roles)
      .filter(({ path }) => path.startsWith(text(input, 'PathPrefix')))
      .map((role) => roleShape(world, role, true)),
  ),
);
