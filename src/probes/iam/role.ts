import { orNull } from '../../aws/error.ts';
import { getRole } from '../../aws/operations/iam.ts';
import { defineProbe } from '../../core/probe.ts';
import { roleToRead } from '../run/role-name.ts';

export interface RoleFact {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly boundaryArn: string | null;
  /** Its tags, which its calls carry as `aws:PrincipalTag/…`; absent in facts of older versions. */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  /** Milliseconds since 1970; absent in facts of older versions. */
  readonly createdAt?: number;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html; null when there is no such role. */
export const role = defineProbe({
  id: 'iam/role',
  title: 'the role',
  actions: ['iam:GetRole'],
  scope: [],
  everywhere: true,
  ahead: true,
  needs: { roleToRead },
  read: async ({ roleToRead: name }, { aws }): Promise<RoleFact | null> => {
    if (name === null) return null;
    const answer = await orNull(['NoSuchEntity', 'NoSuchEntityException'], aws.ask(getRole, { RoleName: name }));
    if (!answer?.Role) return null;
    const { Role } = answer;
    return {
      name: Role.RoleName ?? name,
      arn: Role.Arn ?? '',
      path: Role.Path ?? '/',
      boundaryArn: Role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
      ...(Role.CreateDate instanceof Date ? { createdAt: Role.CreateDate.getTime() } : {}),
      tags: (Role.Tags ?? []).map(({ Key, Value }) => ({ key: Key ?? '', value: Value ?? '' })),
    };
  },
});
