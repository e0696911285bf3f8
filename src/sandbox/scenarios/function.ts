import type { LambdaFunction, Moment, Role, World } from '../world.ts';
import { ACCOUNT } from './keys.ts';
import { HAIKU } from './models.ts';
import { allow } from './policy.ts';

/** Names as the guide has them; the suffixes are CloudFormation's. */
export const REGION = 'ap-northeast-2';
export const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
export const FUNCTION = 'kiroween-PoetryFunction-cPVYJVkPTPco';
export const LOG_GROUP = `/aws/lambda/${FUNCTION}`;

const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

/** AWS's managed policy for writing logs: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html */
export const MANAGED: World['policies'] = {
  [BASIC]: {
    arn: BASIC,
    name: 'AWSLambdaBasicExecutionRole',
    path: '/service-role/',
    defaultVersion: 'v1',
    versions: { v1: allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], '*') },
  },
};

/** The role as SAM makes it from the guide's template: it may invoke Claude and nothing of the Marketplace. */
export const poetryRole = (createdAt: Moment): Role => ({
  name: ROLE,
  path: '/',
  id: 'AROASANDBOXPOETRY001',
  trust: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  },
  boundary: null,
  createdAt,
  inline: {
    PoetryFunctionRolePolicy0: [
      {
        document: allow(['bedrock:InvokeModel'], [`arn:aws:bedrock:${REGION}::foundation-model/anthropic.claude-*`]),
        visibleAt: [0],
      },
    ],
  },
  attached: [BASIC],
  sessionPolicy: null,
  lastUsedAt: null,
});

/** A role that one's own client can assume, with the same rights, to see what the guide's function sees. */
export const CLIENT_ROLE = 'kiroween-client';
export const clientRole = (createdAt: Moment): Role => ({
  ...poetryRole(createdAt),
  name: CLIENT_ROLE,
  id: 'AROASANDBOXCLIENT001',
  trust: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/operator` }, Action: 'sts:AssumeRole' },
    ],
  },
  attached: [],
});

/** The guide's function. */
export const poetryFunction = (lastModified: Moment): LambdaFunction => ({
  name: FUNCTION,
  arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION}`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
  runtime: 'nodejs20.x',
  handler: 'index.handler',
  timeoutSeconds: 30,
  memoryMb: 256,
  environment: { BEDROCK_MODEL_ID: HAIKU },
  logGroup: LOG_GROUP,
  logFormat: 'Text',
  vpcSubnetIds: [],
  lastModified,
  behavior: 'poetry',
  streams: false,
  quiet: false,
  vpcEndpointPolicy: null,
  guardrail: null,
});
