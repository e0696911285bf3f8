import { decodeDocument } from '../../aws/decode-document.ts';
import { given } from '../../aws/given.ts';
import {
  getGroupPolicy,
  getPolicy,
  getPolicyVersion,
  getRolePolicy,
  getUserPolicy,
  listAttachedGroupPolicies,
  listAttachedRolePolicies,
  listAttachedUserPolicies,
  listGroupPolicies,
  listGroupsForUser,
  listRolePolicies,
  listUserPolicies,
} from '../../aws/operations/iam.ts';
import type { Aws } from '../../core/aws.ts';
import { listPages, type Page } from './list-pages.ts';

/** One policy as it is: its name or ARN, and its document's exact text. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
  /** When a managed policy was changed last, in milliseconds since 1970; absent for an inline policy, and in facts of older versions. */
  readonly changedAt?: number;
}

/** The policies that speak for or against a role or user. */
export interface RolePolicies {
  readonly inline: readonly PolicyText[];
  readonly attached: readonly PolicyText[];
  readonly boundary: PolicyText | null;
}

/** The IAM actions that reading a managed policy takes. */
export const MANAGED_ACTIONS: readonly string[] = ['iam:GetPolicy', 'iam:GetPolicyVersion'];

/** Role, user or group: what a policy is put into or attached to. */
export interface Holder {
  readonly names: (aws: Aws) => Promise<readonly string[]>;
  readonly document: (aws: Aws, policy: string) => Promise<string>;
  readonly attached: (aws: Aws) => Promise<readonly string[]>;
}

interface PolicyPage extends Page {
  readonly PolicyNames?: readonly string[] | undefined;
  readonly AttachedPolicies?: readonly { readonly PolicyArn?: string | undefined }[] | undefined;
}
const arnsIn = ({ AttachedPolicies }: PolicyPage): readonly string[] =>
  (AttachedPolicies ?? []).flatMap(({ PolicyArn }) => (PolicyArn === undefined ? [] : [PolicyArn]));
const namesIn = ({ PolicyNames }: PolicyPage): readonly string[] => PolicyNames ?? [];

export const roleHolder = (RoleName: string): Holder => ({
  names: (aws) => listPages((marker) => aws.ask(listRolePolicies, { RoleName, ...marker }), namesIn),
  document: async (aws, PolicyName) =>
    decodeDocument((await aws.ask(getRolePolicy, { RoleName, PolicyName })).PolicyDocument),
  attached: (aws) => listPages((marker) => aws.ask(listAttachedRolePolicies, { RoleName, ...marker }), arnsIn),
});
export const userHolder = (UserName: string): Holder => ({
  names: (aws) => listPages((marker) => aws.ask(listUserPolicies, { UserName, ...marker }), namesIn),
  document: async (aws, PolicyName) =>
    decodeDocument((await aws.ask(getUserPolicy, { UserName, PolicyName })).PolicyDocument),
  attached: (aws) => listPages((marker) => aws.ask(listAttachedUserPolicies, { UserName, ...marker }), arnsIn),
});
export const groupHolder = (GroupName: string): Holder => ({
  names: (aws) => listPages((marker) => aws.ask(listGroupPolicies, { GroupName, ...marker }), namesIn),
  document: async (aws, PolicyName) =>
    decodeDocument((await aws.ask(getGroupPolicy, { GroupName, PolicyName })).PolicyDocument),
  attached: (aws) => listPages((marker) => aws.ask(listAttachedGroupPolicies, { GroupName, ...marker }), arnsIn),
});

/** The groups of a user. */
export const groupsOf = (aws: Aws, UserName: string): Promise<readonly string[]> =>
  listPages(
    (marker) => aws.ask(listGroupsForUser, { UserName, ...marker }),
    ({ Groups }) => (Groups ?? []).flatMap(({ GroupName }) => (GroupName === undefined ? [] : [GroupName])),
  );

/** Inline policies by their names, in that order. */
export const documentsOf = (aws: Aws, holder: Holder, names: readonly string[]): Promise<readonly PolicyText[]> =>
  Promise.all(names.map(async (name) => ({ name, text: await holder.document(aws, name) })));

/**
 * AWS's own policies that let a function write its log and traces and join a VPC, as SAM attaches them to nearly every
 * role. They hold no word about Bedrock or Marketplace and no Deny, so that reading them would cost two calls for nothing.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html
 */
const OF_LAMBDA_ALONE =
  /^arn:aws[a-z-]*:iam::aws:policy\/(service-role\/(AWSLambdaBasicExecutionRole|AWSLambdaVPCAccessExecutionRole)|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess)$/;

/** The attached managed policies that may speak of Bedrock, in their default versions. */
export async function attachedTo(aws: Aws, holder: Holder): Promise<readonly PolicyText[]> {
  const arns = await holder.attached(aws);
  return Promise.all(arns.filter((arn) => !OF_LAMBDA_ALONE.test(arn)).map((arn) => managedPolicy(aws, arn)));
}

/** One managed policy in its default version. */
export async function managedPolicy(aws: Aws, arn: string): Promise<PolicyText> {
  const { Policy } = await aws.ask(getPolicy, { PolicyArn: arn });
  const version = given(Policy?.DefaultVersionId, 'DefaultVersionId');
  const { PolicyVersion } = await aws.ask(getPolicyVersion, { PolicyArn: arn, VersionId: version });
  return {
    name: arn,
    text: decodeDocument(PolicyVersion?.Document),
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html
    ...(Policy?.UpdateDate instanceof Date ? { changedAt: Policy.UpdateDate.getTime() } : {}),
  };
}
