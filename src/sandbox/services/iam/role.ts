import type { Json } from '../../../core/json.ts';
import { type Answer, type Fault, fault, type Input, text } from '../../operation.ts';
import type { Role, World } from '../../world.ts';
import { encoded } from './document.ts';
import { tagList } from './user.ts';

/** ARN of a role, with its path. */
const roleArn = (world: World, role: Role): string =>
  `arn:${world.partition}:iam::${world.account}:role${role.path}${role.name}`;

/** The resource of a role operation, as IAM names it. */
export function onRole(world: World, input: Input): string {
  const name = text(input, 'RoleName');
  const role = world.roles[name];
  return role ? roleArn(world, role) : `arn:${world.partition}:iam::${world.account}:role/${name}`;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html; lists leave the boundary out, as IAM's do. */
export const roleShape = (world: World, role: Role, listed = false): Json => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: roleArn(world, role),
  CreateDate: new Date(role.createdAt).toISOString(),
  AssumeRolePolicyDocument: encoded(role.trust),
  MaxSessionDuration: role.maxSessionSeconds ?? 3_600,
  ...(role.boundary === null || listed
    ? {}
    : { PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: role.boundary } }),
  ...(role.tags === undefined || listed ? {} : { Tags: tagList(role.tags) }),
});

/** IAM's answer where there is no such role. */
const noRole = (name: string): { readonly fault: Fault } =>
  fault('NoSuchEntity', 404, `The role with name ${name} cannot be found.`);

/** Runs `then` with the role, or answers as IAM does when there is none. */
export function withRole(world: World, input: Input, then: (role: Role) => Answer): Answer {
  const name = text(input, 'RoleName');
  const role = world.roles[name];
  return role ? then(role) : noRole(name);
}

/** The same for an operation that changes the role, which AWS keeps for itself with some. */
export const changingRole = (world: World, input: Input, then: (role: Role) => Answer): Answer =>
  withRole(world, input, (role) => unmodifiable(role) ?? then(role));

/** Roles that only AWS edits: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
function unmodifiable(role: Role): { readonly fault: Fault } | null {
  if (!role.path.startsWith('/aws-service-role/') && !role.path.startsWith('/aws-reserved/')) return null;
  return fault(
    'UnmodifiableEntity',
    400,
    `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
  );
}

/** The world with the role changed. */
export const replaced = (world: World, role: Role, change: Partial<Role>): World => ({
  ...world,
  roles: { ...world.roles, [role.name]: { ...role, ...change } },
});
