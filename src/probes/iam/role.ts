import { orNull } from '../../aws/error.ts';
import { getRole } from '../../aws/operations/iam.ts';
import { defineProbe } from '../../core/probe.ts';
import { roleName } from '../run/role-name.ts';

export interface RoleFact {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly boundaryArn: string | null;
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html; null when there is no such role. */
export const role = defineProbe({
  id: 'iam/role',
  title: 'the role',
  actions: ['iam:GetRole'],
  needs: { roleName },
  read: async ({ roleName: choice }, { aws }): Promise<RoleFact | null> => {
    if (choice === null) return null;
    const answer = await orNull(['NoSuchEntity', 'NoSuchEntityException'], aws.ask(getRole, { RoleName: choice.name }));
    if (!answer?.Role) return null;
    const { Role } = answer;
    return {
      name: Role.RoleName ?? choice.name,
      arn: Role.Arn ?? choice.arn ?? '',
      path: Role.Path ?? '/',
      boundaryArn: Role.PermissionsBoundary?.PermissionsBoundaryArn ?? null,
    };
  },
});
