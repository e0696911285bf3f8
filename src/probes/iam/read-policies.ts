import { given } from '../../aws/given.ts';
import {
  getPolicy,
  getPolicyVersion,
  getRolePolicy,
  listAttachedRolePolicies,
  listRolePolicies,
} from '../../aws/operations/iam.ts';
import type { Aws } from '../../core/aws.ts';

/** One policy as it stands: its name or ARN, and its document's exact text. */
export interface PolicyText {
  readonly name: string;
  readonly text: string;
}

/** The IAM actions that reading a role's policies takes. */
export const POLICY_ACTIONS: readonly string[] = [
  'iam:ListRolePolicies',
  'iam:GetRolePolicy',
  'iam:ListAttachedRolePolicies',
  'iam:GetPolicy',
  'iam:GetPolicyVersion',
];

/** IAM returns documents URL-encoded (RFC 3986): https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
const decoded = (document: string | undefined): string => decodeURIComponent(given(document, 'PolicyDocument'));

/** A role has at most 20 attached policies; the pages end long before this. */
const MOST_PAGES = 10;

async function pages<T>(
  read: (
    marker: { Marker: string } | Record<string, never>,
  ) => Promise<{ items: readonly T[]; marker: string | undefined }>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let marker: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await read(marker === undefined ? {} : { Marker: marker });
    all.push(...answer.items);
    marker = answer.marker;
    if (marker === undefined || marker === '') break;
  }
  return all;
}

/** The names of a role's inline policies. */
export const inlinePolicyNames = (aws: Aws, role: string): Promise<readonly string[]> =>
  pages(async (marker) => {
    const { PolicyNames, Marker, IsTruncated } = await aws.ask(listRolePolicies, { RoleName: role, ...marker });
    return { items: PolicyNames ?? [], marker: IsTruncated ? Marker : undefined };
  });

/** The inline policies of a role, by name. */
export async function inlinePolicies(aws: Aws, role: string): Promise<readonly PolicyText[]> {
  const names = await inlinePolicyNames(aws, role);
  return Promise.all(
    names.map(async (name) => {
      const { PolicyDocument } = await aws.ask(getRolePolicy, { RoleName: role, PolicyName: name });
      return { name, text: decoded(PolicyDocument) };
    }),
  );
}

/**
 * AWS's own policies that let a function write its log and traces and join a VPC, as SAM attaches them to nearly every
 * role. They hold no word about Bedrock or Marketplace and no Deny, so that reading them would cost two calls for nothing.
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html
 */
const OF_LAMBDA_ALONE =
  /^arn:aws[a-z-]*:iam::aws:policy\/(service-role\/(AWSLambdaBasicExecutionRole|AWSLambdaVPCAccessExecutionRole)|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess)$/;

/** The attached managed policies of a role that may speak of Bedrock, in their default versions. */
export async function attachedPolicies(aws: Aws, role: string): Promise<readonly PolicyText[]> {
  const arns = await pages(async (marker) => {
    const { AttachedPolicies, Marker, IsTruncated } = await aws.ask(listAttachedRolePolicies, {
      RoleName: role,
      ...marker,
    });
    return {
      items: (AttachedPolicies ?? []).flatMap(({ PolicyArn }) => (PolicyArn === undefined ? [] : [PolicyArn])),
      marker: IsTruncated ? Marker : undefined,
    };
  });
  return Promise.all(arns.filter((arn) => !OF_LAMBDA_ALONE.test(arn)).map((arn) => managedPolicy(aws, arn)));
}

/** One managed policy in its default version. */
export async function managedPolicy(aws: Aws, arn: string): Promise<PolicyText> {
  const { Policy } = await aws.ask(getPolicy, { PolicyArn: arn });
  const version = given(Policy?.DefaultVersionId, 'DefaultVersionId');
  const { PolicyVersion } = await aws.ask(getPolicyVersion, { PolicyArn: arn, VersionId: version });
  return { name: arn, text: decoded(PolicyVersion?.Document) };
}
