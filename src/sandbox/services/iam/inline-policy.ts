import type { Json } from '../../../core/json.ts';
import { PolicySyntaxError, parsePolicy } from '../../../iam/document.ts';
import { currentInline } from '../../authorize.ts';
import { type Fault, fault } from '../../operation.ts';
import type { Moment, Role, User, World, Write } from '../../world.ts';
import { textOf } from './document.ts';
import { replaced } from './role.ts';
import { replacedUser } from './user.ts';

const kindOf = (holder: Role | User): 'role' | 'user' => ('trust' in holder ? 'role' : 'user');

/** The world after a write that each replica learns of after its own delay; null takes the policy away. */
export function written(world: World, holder: Role | User, name: string, document: string | null, now: Moment): World {
  const write: Write = { document, visibleAt: world.delays.iamMs.map((delay) => now + delay) };
  if ('trust' in holder) {
    return replaced(world, holder, { inline: { ...holder.inline, [name]: [...(holder.inline[name] ?? []), write] } });
  }
  const { writes } = holder;
  return replacedUser(world, holder, { writes: { ...writes, [name]: [...(writes?.[name] ?? []), write] } });
}

/** IAM's answer where the role or user has no such policy. */
export const noPolicy = (holder: Role | User, name: string): { readonly fault: Fault } =>
  fault('NoSuchEntity', 404, `The ${kindOf(holder)} policy with name ${name} cannot be found.`);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: all inline policies of one together, without white space. */
const MOST_INLINE = { role: 10_240, user: 2_048 };
/** The longest policyDocumentType: https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html */
const LONGEST = 131_072;

/** What is wrong with the text of any policy; null when nothing is. */
export function malformation(document: string): { readonly fault: Fault } | null {
  try {
    const ids = parsePolicy(document).statements.flatMap(({ sid }) => sid ?? []);
    return new Set(ids).size === ids.length
      ? null
      : fault('MalformedPolicyDocument', 400, 'Statement IDs (SID) in a single policy must be unique.');
  } catch (error) {
    if (error instanceof PolicySyntaxError) return fault('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
    throw error;
  }
}

/** What is wrong with a policy document that is to be put on a role or user; null when nothing is. */
export function rejection(holder: Role | User, name: string, document: string): { readonly fault: Fault } | null {
  // The documented character set of policyDocumentType.
  if (!/^[\t\n\r\u0020-\u00ff]+$/.test(document)) {
    return fault(
      'ValidationError',
      400,
      'The specified value for policyDocument is invalid. It must contain only printable ASCII characters.',
    );
  }
  if (document.length > LONGEST) {
    return fault(
      'ValidationError',
      400,
      `1 validation error detected: Value at 'policyDocument' failed to satisfy constraint: Member must have length less than or equal to ${LONGEST}`,
    );
  }
  const malformed = malformation(document);
  if (malformed !== null) return malformed;
  const all: Readonly<Record<string, Json>> = { ...currentInline(holder), [name]: document };
  const size = Object.values(all).reduce<number>((sum, item) => sum + textOf(item).replace(/\s/g, '').length, 0);
  const kind = kindOf(holder);
  return size > MOST_INLINE[kind]
    ? fault(
        'LimitExceeded',
        409,
        `Maximum policy size of ${MOST_INLINE[kind]} bytes exceeded for ${kind} ${holder.name}`,
      )
    : null;
}
