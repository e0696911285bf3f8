import { currentInline } from '../../authorize.ts';
import { everything, text } from '../../operation.ts';
import { encoded } from './document.ts';
import { noPolicy } from './inline-policy.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { attachedShape } from './read-managed-policies.ts';
import { onRole, roleShape, withRole } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole = operation('GetRole', onRole, (world, input) =>
  withRole(world, input, (role) => ({ world, output: { Role: roleShape(world, role) } })),
);

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

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies = operation('ListRolePolicies', onRole, (world, input) =>
  withRole(world, input, (role) => paged(world, input, 'PolicyNames', Object.keys(currentInline(role)).sort())),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies = operation('ListAttachedRolePolicies', onRole, (world, input) =>
  withRole(world, input, (role) => paged(world, input, 'AttachedPolicies', role.attached.map(attachedShape))),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy = operation('GetRolePolicy', onRole, (world, input) =>
  withRole(world, input, (role) => {
    const name = text(input, 'PolicyName');
    const document = currentInline(role)[name];
    return document === undefined
      ? noPolicy(role, name)
      : { world, output: { RoleName: role.name, PolicyName: name, PolicyDocument: encoded(document) } };
  }),
);
