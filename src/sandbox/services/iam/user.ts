import type { Json } from '../../../core/json.ts';
import { type Input, text } from '../../operation.ts';
import type { User, World } from '../../world.ts';

/** ARN of a user, with its path. */
const userArn = (world: World, { path, name }: User): string =>
  `arn:${world.partition}:iam::${world.account}:user${path}${name}`;

/** The resource of a user operation, as IAM names it. */
export function onUser(world: World, input: Input): string {
  const name = text(input, 'UserName');
  const user = world.users[name];
  return user ? userArn(world, user) : `arn:${world.partition}:iam::${world.account}:user/${name}`;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export const userShape = (world: World, user: User): Json => ({
  UserName: user.name,
  UserId: user.id,
  Path: user.path,
  Arn: userArn(world, user),
  CreateDate: '2026-01-01T00:00:00Z',
});
