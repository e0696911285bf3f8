import { decodeDocument } from '../../aws/decode-document.ts';
import { orNull } from '../../aws/error.ts';
import { deleteUserPolicy, getUserPolicy, putUserPolicy } from '../../aws/operations/iam.ts';
import { defineSetting, textsOf } from '../../core/setting.ts';
import { samePolicy } from '../../iam/meaning.ts';
import { IAM_NAME, isOurs, NOT_THERE } from './inline-policy.ts';

/**
 * One inline policy of a user, such as the one behind a Bedrock API key; the same as a role's in every other way.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutUserPolicy.html
 */
export const userInlinePolicy = defineSetting({
  kind: 'iam.user-inline-policy',
  risk: 'reversible',
  actions: { read: ['iam:GetUserPolicy'], write: ['iam:PutUserPolicy', 'iam:DeleteUserPolicy'] },
  /** Key: which inline policy of which user. */
  subject: ({ user, policy }: { user: string; policy: string }) => `${user}/${policy}`,
  parseKey: (value) => {
    const key = textsOf(value, ['user', 'policy']);
    return key !== null && IAM_NAME.test(key.user) && isOurs(key.policy) ? key : null;
  },
  same: samePolicy,
  read: async ({ user, policy }, { aws }): Promise<string | null> => {
    const key = { UserName: user, PolicyName: policy };
    const found = await orNull(NOT_THERE, aws.send(getUserPolicy, key));
    return found && decodeDocument(found.PolicyDocument);
  },
  write: async ({ user, policy }, to, { aws }) => {
    const key = { UserName: user, PolicyName: policy };
    if (to === null) await orNull(NOT_THERE, aws.send(deleteUserPolicy, key));
    else await aws.send(putUserPolicy, { ...key, PolicyDocument: to });
  },
});
