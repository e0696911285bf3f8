import { everything, fault, type Input, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { onUser, userShape, withUser } from './user.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html; without a name it is the caller. */
export const getUser = operation('GetUser', onUser, (world, input, { caller }) => {
  if (text(input, 'UserName') === '' && !caller.arn.includes(':user/')) {
    return fault('ValidationError', 400, 'Must specify userName when calling with non-User credentials');
  }
  const named: Input = { UserName: text(input, 'UserName') || (caller.arn.split('/').at(-1) ?? '') };
  return withUser(world, named, (user) => ({ world, output: { User: userShape(world, user) } }));
});

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
