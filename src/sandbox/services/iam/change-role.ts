import { currentInline } from '../../authorize.ts';
import { text } from '../../operation.ts';
import { noPolicy, rejection, written } from './inline-policy.ts';
import { operation } from './operation.ts';
import { noManaged } from './read-managed-policies.ts';
import { changingRole, onRole, replaced } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = operation('PutRolePolicy', onRole, (world, input, { now }) =>
  changingRole(world, input, (role) => {
    const [name, document] = [text(input, 'PolicyName'), text(input, 'PolicyDocument')];
    return rejection(role, name, document) ?? { world: written(world, role, name, document, now), output: {} };
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy = operation('DeleteRolePolicy', onRole, (world, input, { now }) =>
  changingRole(world, input, (role) => {
    const name = text(input, 'PolicyName');
    return currentInline(role)[name] === undefined
      ? noPolicy(role, name)
      : { world: written(world, role, name, null, now), output: {} };
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy = operation('AttachRolePolicy', onRole, (world, input) =>
  changingRole(world, input, (role) => {
    const arn = text(input, 'PolicyArn');
    if (!world.policies[arn]) return noManaged(arn);
    return { world: replaced(world, role, { attached: [...new Set([...role.attached, arn])] }), output: {} };
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy = operation('DetachRolePolicy', onRole, (world, input) =>
  changingRole(world, input, (role) => {
    const arn = text(input, 'PolicyArn');
    if (!role.attached.includes(arn)) return noManaged(arn);
    return { world: replaced(world, role, { attached: role.attached.filter((one) => one !== arn) }), output: {} };
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary = operation('PutRolePermissionsBoundary', onRole, (world, input) =>
  changingRole(world, input, (role) => {
    const arn = text(input, 'PermissionsBoundary');
    return world.policies[arn] ? { world: replaced(world, role, { boundary: arn }), output: {} } : noManaged(arn);
  }),
);

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary = operation('DeleteRolePermissionsBoundary', onRole, (world, input) =>
  changingRole(world, input, (role) => ({ world: replaced(world, role, { boundary: null }), output: {} })),
);
