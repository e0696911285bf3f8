import type { Json } from '../core/json.ts';

/** What Bedrock may do for a caller on the Marketplace, as AWS's own policies have it. */
const MARKETPLACE: Json = {
  Effect: 'Allow',
  Action: ['aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions', 'aws-marketplace:Unsubscribe'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:CalledViaLast': ['bedrock.amazonaws.com', 'bedrock-mantle.amazonaws.com'] } },
};

/**
 * The part that matters here of AWS's managed policies that allow Bedrock. Any other name is taken to allow nothing:
 * a statement too many does no harm.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/security-iam-awsmanpol.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonBedrockLimitedAccess.html
 */
const MANAGED: ReadonlyMap<string, readonly Json[]> = new Map([
  ['AdministratorAccess', [{ Effect: 'Allow', Action: '*', Resource: '*' }]],
  ['PowerUserAccess', [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }]],
  ['AmazonBedrockFullAccess', [{ Effect: 'Allow', Action: 'bedrock:*', Resource: '*' }, MARKETPLACE]],
  [
    'AmazonBedrockLimitedAccess',
    [
      {
        Effect: 'Allow',
        Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
        Resource: '*',
      },
      MARKETPLACE,
    ],
  ],
]);

/** The statements of an AWS managed policy, by name or ARN; empty for one that is not known. */
export function managedStatements(nameOrArn: string): readonly Json[] {
  const [, name = nameOrArn] = /^arn:[\w-]+:iam::aws:policy\/(?:[\w-]+\/)*([\w-]+)$/.exec(nameOrArn) ?? [];
  return MANAGED.get(name) ?? [];
}
