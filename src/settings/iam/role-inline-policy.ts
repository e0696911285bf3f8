import { orNull } from '../../aws/error.ts';
import { given } from '../../aws/given.ts';
import { deleteRolePolicy, getRolePolicy, putRolePolicy } from '../../aws/operations/iam.ts';
import { defineSetting } from '../../core/setting.ts';

/** Which inline policy of which role. */
export interface InlinePolicyKey {
  readonly role: string;
  readonly policy: string;
}

/**
 * One inline policy. The state is the document's exact text, so that an undo restores it byte for byte; null when there
 * is none. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const roleInlinePolicy = defineSetting({
  kind: 'iam.role-inline-policy',
  risk: 'reversible',
  actions: { read: ['iam:GetRolePolicy'], write: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'] },
  subject: ({ role, policy }: { role: string; policy: string }) => `${role}/${policy}`,
  read: async ({ role, policy }, { aws }): Promise<string | null> => {
    const key = { RoleName: role, PolicyName: policy };
    const found = await orNull(['NoSuchEntity', 'NoSuchEntityException'], aws.send(getRolePolicy, key));
    return found && decodeURIComponent(given(found.PolicyDocument, 'PolicyDocument'));
  },
  write: async ({ role, policy }, to, { aws }) => {
    const key = { RoleName: role, PolicyName: policy };
    if (to === null) await aws.send(deleteRolePolicy, key);
    else await aws.send(putRolePolicy, { ...key, PolicyDocument: to });
  },
});
