import type { Json } from '../../../core/json.ts';
import { PolicySyntaxError, parsePolicy } from '../../../iam/document.ts';
import { currentInline } from '../../authorise.ts';
import { type Fault, fault } from '../../operation.ts';
import type { Moment, Role, World } from '../../world.ts';
import { textOf } from './document.ts';
import { replaced } from './role.ts';

/** The world after a write that each replica learns of after its own delay; null takes the policy away. */
export const written = (world: World, role: Role, name: string, document: string | null, now: Moment): World =>
  replaced(world, role, {
    inline: {
      ...role.inline,
      [name]: [...(role.inline[name] ?? []), { document, visibleAt: world.delays.iamMs.map((delay) => now + delay) }],
    },
  });

/** IAM's answer where the role has no such policy. */
export const noPolicy = (name: string): { readonly fault: Fault } =>
  fault('NoSuchEntity', 404, `The role policy with name ${name} cannot be found.`);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of a role together, without white space. */
const MOST_INLINE = 10_240;

/** What is wrong with a policy document that is to be put on a role; null when nothing is. */
export function rejection(role: Role, name: string, document: string): { readonly fault: Fault } | null {
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
  const all: Readonly<Record<string, Json>> = { ...currentInline(role), [name]: document };
  const size = Object.values(all).reduce<number>((sum, item) => sum + textOf(item).replace(/\s/g, '').length, 0);
  return size > MOST_INLINE
    ? fault('LimitExceeded', 409, `Maximum policy size of ${MOST_INLINE} bytes exceeded for role ${role.name}`)
    : null;
}
