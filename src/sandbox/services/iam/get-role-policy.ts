import { currentInline } from '../../authorize.ts';
import { text } from '../../operation.ts';
import { encoded } from './document.ts';
import { noPolicy } from './inline-policy.ts';
import { operation } from './operation.ts';
import { onRole, withRole } from './role.ts';

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
