import type { Json } from '../../core/json.ts';
import { PolicySyntaxError, parsePolicy } from '../../iam/document.ts';
import { currentInline } from '../authorise.ts';
import { type Answer, fault, type Input, text } from '../operation.ts';
import type { Role, World } from '../world.ts';

export const roleArn = (world: World, role: Role): string =>
  `arn:${world.partition}:iam::${world.account}:role${role.path}${role.name}`;

/** The resource of a role operation, as IAM names it. */
export const onRole = (world: World, input: Input): string => {
  const role = world.roles[text(input, 'RoleName')];
  return role ? roleArn(world, role) : `arn:${world.partition}:iam::${world.account}:role/${text(input, 'RoleName')}`;
};
export const onPolicy = (_world: World, input: Input): string => text(input, 'PolicyArn');
export const onUser = (world: World, input: Input): string =>
  `arn:${world.partition}:iam::${world.account}:user/${text(input, 'UserName')}`;

/** IAM returns documents URL-encoded by RFC 3986. */
export const encoded = (document: Json): string =>
  encodeURIComponent(typeof document === 'string' ? document : JSON.stringify(document)).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );

export const noRole = (name: string) => fault('NoSuchEntity', 404, `The role with name ${name} cannot be found.`);

/** Runs `then` with the role, or answers as IAM does when there is none. */
export const withRole = (world: World, input: Input, then: (role: Role) => Answer): Answer => {
  const name = text(input, 'RoleName');
  const role = world.roles[name];
  return role ? then(role) : noRole(name);
};

/** Roles that only AWS edits: https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html */
export const unmodifiable = (role: Role) => {
  if (role.path.startsWith('/aws-service-role/') || role.path.startsWith('/aws-reserved/')) {
    return fault(
      'UnmodifiableEntity',
      400,
      `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
    );
  }
  return null;
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role together, without white space. */
const MOST_INLINE = 10_240;

/** What is wrong with a policy document that is to be put on a role; null when nothing is. */
export function rejection(role: Role, name: string, document: string) {
  // The documented character set of policyDocumentType.
  if (!/^[\t\n\r\u0020-\u00ff]+$/.test(document)) {
    return fault(
      'ValidationError',
      400,
      'The specified value for policyDocument is invalid. It must contain only printable ASCII characters.',
    );
  }
  try {
    parsePolicy(document);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return fault('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
    throw error;
  }
  const all = { ...currentInline(role), [name]: document };
  const size = Object.values(all).reduce<number>(
    (sum, item) => sum + (typeof item === 'string' ? item : JSON.stringify(item)).replace(/\s/g, '').length,
    0,
  );
  return size > MOST_INLINE
    ? fault('LimitExceeded', 409, `Maximum policy size of ${MOST_INLINE} bytes exceeded for role ${role.name}`)
    : null;
}
