import { fault, type Input, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { onUser, userShape, withUser } from './user.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html; without a name it is the caller. */
export const getUser = operation('GetUser', onUser, (world, input, { caller }) => {
  if (text(input, 'UserName') === '' && !caller.arn.includes(':user/')) {
    return fault('ValidationError', 400, 'Must specify userName when calling with non-User credentials');
  }
  const named: Input = { UserName: text(input, 'UserName') || (caller.arn.split('/').at(-1) ?? '') };
  return withUser(world, named, (user) => ({ world, output: { User: userShape(world, user) } }));
});
