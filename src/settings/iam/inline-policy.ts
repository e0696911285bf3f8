/** "Not there", in the query protocol's words and in the SDK's: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const NOT_THERE: readonly string[] = ['NoSuchEntity', 'NoSuchEntityException'];

/** Names of policies that a remedy writes. What another name holds is nobody's but the user's. */
const OUR_POLICIES = ['BedrockMarketplaceAccess', 'BedrockInvokeAccess'] as const;
export type OurPolicy = (typeof OUR_POLICIES)[number];

/** Whether a policy's name is one that a remedy writes. */
export const isOurs = (name: string): name is OurPolicy => OUR_POLICIES.some((ours) => ours === name);

/** Letters of the name of a role, a user or a policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const IAM_NAME = /^[\w+=,.@-]{1,128}$/;
