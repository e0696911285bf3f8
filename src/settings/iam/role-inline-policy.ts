import { orNull } from '../../aws/error.ts';
import { given } from '../../aws/given.ts';
import { deleteRolePolicy, getRolePolicy, putRolePolicy } from '../../aws/operations/iam.ts';
import { defineSetting } from '../../core/setting.ts';

/** "Not there", in the query protocol's words and in the SDK's: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
const NOT_THERE = ['NoSuchEntity', 'NoSuchEntityException'];

/**
 * One inline policy. The state is the document's exact text, so that an undo restores it byte for byte; null when there
 * is none. IAM sends it URL-encoded (RFC 3986): https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const roleInlinePolicy = defineSetting({
  kind: 'iam.role-inline-policy',
  risk: 'reversible',
  actions: { read: ['iam:GetRolePolicy'], write: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'] },
  /** Key: which inline policy of which role. */
  subject: ({ role, policy }: { role: string; policy: string }) => `${role}/${policy}`,
  read: async ({ role, policy }, { aws }): Promise<string | null> => {
    const key = { RoleName: role, PolicyName: policy };
    const found = await orNull(NOT_THERE, aws.send(getRolePolicy, key));
    return found && decodeURIComponent(given(found.PolicyDocument, 'PolicyDocument'));
  },
  write: async ({ role, policy }, to, { aws }) => {
    const key = { RoleName: role, PolicyName: policy };
    // What is gone already need not be removed; the read that follows tells whether it is.
    if (to === null) await orNull(NOT_THERE, aws.send(deleteRolePolicy, key));
    else await aws.send(putRolePolicy, { ...key, PolicyDocument: to });
  },
});
