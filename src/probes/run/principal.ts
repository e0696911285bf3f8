import { partitionOf } from '../../bedrock/partition.ts';
import { Unknowable } from '../../core/fact.ts';
import type { PrincipalRef } from '../../core/principal.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { role } from '../iam/role.ts';
import { isRoot, user, userNameOf } from '../iam/user.ts';
import { caller } from '../sts/caller.ts';
import { roleName } from './role-name.ts';

/**
 * Whose calls are examined: the role or user with its ARN as IAM has it, else as it was named, else as it would be without
 * a path. Null when neither is known. Asks nobody.
 */
export const principal = defineProbe({
  id: 'run/principal',
  title: 'whose calls are examined',
  actions: [],
  scope: ['user', 'region'],
  needs: { roleName: maybe(roleName), role: maybe(role), user: maybe(user), caller: maybe(caller) },
  read: async (
    { roleName: choice, role: ofRole, user: ofUser, caller: who },
    { target, aws },
  ): Promise<PrincipalRef | null> => {
    const own = who.known ? who.value.account : null;
    const ref = (kind: PrincipalRef['kind'], name: string, arn: string | null): PrincipalRef => {
      const account = arn?.split(':')[4] ?? own;
      if (account === null) throw new Unknowable(who.known ? { kind: 'not-recorded' } : who.why);
      return { kind, name, arn: arn ?? `arn:${partitionOf(aws.region)}:iam::${account}:${kind}/${name}`, account };
    };
    if (target.user) {
      const { value } = target.user;
      if (isRoot(value)) return ref('root', 'root', value);
      const found = ofUser.known ? ofUser.value : null;
      return ref('user', found?.name ?? userNameOf(value), found?.arn || (value.startsWith('arn:') ? value : null));
    }
    if (!choice.known) throw new Unknowable(choice.why);
    if (choice.value === null) return null;
    const found = ofRole.known ? ofRole.value : null;
    return ref('role', found?.name ?? choice.value.name, choice.value.arn ?? (found?.arn || null));
  },
});
