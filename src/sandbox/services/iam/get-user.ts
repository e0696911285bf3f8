import { fault, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { onUser, userShape } from './user.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html; without a name it is the caller. */
export const getUser = operation('GetUser', onUser, (world, input, { caller }) => {
  const name = text(input, 'UserName') || (caller.arn.split('/').at(-1) ?? '');
  const user = world.users[name];
  return user
    ? { world, output: { User: userShape(world, user) } }
    : fault('NoSuchEntity', 404, `The user with name ${name} cannot be found.`);
});
