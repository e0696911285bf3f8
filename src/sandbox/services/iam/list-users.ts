import { everything, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { userShape } from './user.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html */
export const listUsers = operation('ListUsers', everything, (world, input) =>
  paged(
    world,
    input,
    'Users',
    Object.values(world.users)
      .filter(({ path }) => path.startsWith(text(input, 'PathPrefix')))
      .map((user) => userShape(world, user, true)),
  ),
);
