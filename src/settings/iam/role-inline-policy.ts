import { decodeDocument } from '../../aws/decode-document.ts';
import { orNull } from '../../aws/error.ts';
import { deleteRolePolicy, getRolePolicy, putRolePolicy } from '../../aws/operations/iam.ts';
import { defineSetting, textsOf } from '../../core/setting.ts';
import { samePolicy } from '../../iam/meaning.ts';
import { IAM_NAME, isOurs, NOT_THERE } from './inline-policy.ts';

/**
 * One inline policy of a role. The state is the document's exact text, so that an undo restores it byte for byte; null
 * when there is none. https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
 */
export const roleInlinePolicy = defineSetting({
  kind: 'iam.role-inline-policy',
  risk: 'reversible',
  actions: { read: ['iam:GetRolePolicy'], write: ['iam:PutRolePolicy', 'iam:DeleteRolePolicy'] },
  /** Key: which inline policy of which role. */
  subject: ({ role, policy }: { role: string; policy: string }) => `${role}/${policy}`,
  parseKey: (value) => {
    const key = textsOf(value, ['role', 'policy']);
    return key !== null && IAM_NAME.test(key.role) && isOurs(key.policy) ? key : null;
  },
  same: samePolicy,
  read: async ({ role, policy }, { aws }): Promise<string | null> => {
    const key = { RoleName: role, PolicyName: policy };
    const found = await orNull(NOT_THERE, aws.send(getRolePolicy, key));
    return found && decodeDocument(found.PolicyDocument);
  },
  write: async ({ role, policy }, to, { aws }) => {
    const key = { RoleName: role, PolicyName: policy };
    // What is gone already need not be removed; the read that follows tells whether it is.
    if (to === null) await orNull(NOT_THERE, aws.send(deleteRolePolicy, key));
    else await aws.send(putRolePolicy, { ...key, PolicyDocument: to });
  },
});
