import { text } from '../../operation.ts';
import { rejection, written } from './inline-policy.ts';
import { operation } from './operation.ts';
import { changingRole, onRole } from './role.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy = operation('PutRolePolicy', onRole, (world, input, { now }) =>
  changingRole(world, input, (role) => {
    const [name, document] = [text(input, 'PolicyName'), text(input, 'PolicyDocument')];
    return rejection(role, name, document) ?? { world: written(world, role, name, document, now), output: {} };
  }),
);
