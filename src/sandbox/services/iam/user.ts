import type { Json } from '../../../core/json.ts';
import { type Answer, fault, type Input, text } from '../../operation.ts';
import type { User, World } from '../../world.ts';

/** ARN of a user, with its path. */
const userArn = (world: World, { path, name }: User): string =>
  `arn:${world.partition}:iam::${world.account}:user${path}${name}`;

/** The user of the input, or IAM's answer where there is none. */
export function withUser(world: World, input: Input, then: (user: User) => Answer): Answer {
  const name = text(input, 'UserName');
  const user = world.users[name];
  return user ? then(user) : fault('NoSuchEntity', 404, `The user with name ${name} cannot be found.`);
}

/** The world with the user changed. */
export const replacedUser = (world: World, user: User, change: Partial<User>): World => ({
  ...world,
  users: { ...world.users, [user.name]: { ...user, ...change } },
});

/** Tags as IAM lists them. */
export const tagList = (tags: { readonly [key: string]: string } | undefined): readonly Json[] =>
  Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));

/** The resource of a user operation, as IAM names it. */
export function onUser(world: World, input: Input): string {
  const name = text(input, 'UserName');
  const user = world.users[name];
  return user ? userArn(world, user) : `arn:${world.partition}:iam::${world.account}:user/${name}`;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_User.html */
export const userShape = (world: World, user: User, listed = false): Json => ({
  UserName: user.name,
  UserId: user.id,
  Path: user.path,
  Arn: userArn(world, user),
  CreateDate: '2026-01-01T00:00:00Z',
  ...(user.boundary === null || listed
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: user.boundary } }),
  ...(user.tags === undefined || listed ? {} : { Tags: tagList(user.tags) }),
});
