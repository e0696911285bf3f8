import type { NamedPolicy } from '../../../iam/access.ts';
import { decide } from '../../../iam/decide.ts';
import { parsePolicy } from '../../../iam/document.ts';
import { listsPrincipal } from '../../../iam/principal.ts';
import type { Role } from '../../world.ts';

/** Stands in for the caller's own policies where only the trust policy is asked. */
const NOBODY: readonly NamedPolicy[] = [];

/** What a role's trust policy says of a caller. */
export interface Trust {
  readonly decision: 'allowed' | 'denied';
  /** It names the caller itself, not only the caller's account. */
  readonly direct: boolean;
}

/**
 * Asks a trust policy whether somebody may assume the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function trustOf(role: Role, caller: string, context: Readonly<Record<string, string>>): Trust {
  const document = parsePolicy(role.trust);
  const account = caller.split(':')[4] ?? '';
  const { decision } = decide(
    { action: 'sts:AssumeRole', resource: '*', principal: caller, context },
    { identity: NOBODY, resource: { policy: { name: 'trust', document }, account } },
  );
  // A session is named by its own ARN or by its role's.
  const [, session] = /:assumed-role\/([^/]+)/.exec(caller) ?? [];
  const direct = document.statements.some(
    ({ effect, principals }) =>
      effect === 'Allow' &&
      principals !== null &&
      (listsPrincipal(principals, caller) ||
        (session !== undefined &&
          new RegExp(`:role/(?:[^"]*/)?${literally(session)}"`).test(JSON.stringify(principals)))),
  );
  return { decision: decision === 'allowed' ? 'allowed' : 'denied', direct };
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
