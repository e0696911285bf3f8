import type { Fact } from '../../core/fact.ts';
import type { PrincipalRef } from '../../core/principal.ts';
import { maybe } from '../../core/probe.ts';
import { principal } from '../../probes/run/principal.ts';
import { type RoleChoice, roleName } from '../../probes/run/role-name.ts';

/** What it takes to name the principal. */
export const WHO_NEEDS = { principal: maybe(principal), roleName: maybe(roleName) };

/** The principal as findings name it: subject, name, and 'the role' or 'the user'. */
export interface Who {
  readonly subject: string;
  readonly name: string;
  readonly kind: 'the role' | 'the user' | 'the root user';
}

/** Names the principal: as IAM has it, else the role as it was found. */
export function whoIn(facts: {
  readonly principal: Fact<PrincipalRef | null>;
  readonly roleName: Fact<RoleChoice | null>;
}): Who {
  const ref = facts.principal.known ? facts.principal.value : null;
  if (ref !== null) {
    const kind = ref.kind === 'root' ? 'the root user' : (`the ${ref.kind}` as const);
    return { subject: ref.arn, name: ref.name, kind };
  }
  const role = facts.roleName.known ? facts.roleName.value : null;
  return { subject: role?.arn ?? role?.name ?? 'the role', name: role?.name ?? 'the role', kind: 'the role' };
}
