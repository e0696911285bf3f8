import { API_PATH } from '../handle.ts';
import { runPoetry } from '../poetry-function.ts';
import type { Model, Moment, Role, World } from '../world.ts';
import { MODELS, PROFILES } from './models.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'ap-northeast-2';
export const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
export const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
export const FUNCTION = 'kiroween-PoetryFunction-cPVYJVkPTPco';
export const OPERATOR_KEY = 'AKIASANDBOXOPERATOR1';
export const WEAK_KEY = 'AKIASANDBOXWEAKUSER1';
export const EXPIRED_KEY = 'ASIASANDBOXEXPIRED01';
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const MINUTE = 60_000;

const allow = (action: string | readonly string[], resource: string | readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

/** What SAM makes of the template's Policies. */
export const INVOKE_POLICY = allow(
  ['bedrock:InvokeModel'],
  ['arn:aws:bedrock:ap-northeast-2::foundation-model/anthropic.claude-*'],
);

export const ago = (now: Moment, minutes: number): Moment => now - minutes * MINUTE;

const poetryRole = (now: Moment): Role => ({
  name: ROLE,
  path: '/',
  id: 'AROASANDBOXPOETRY001',
  trust: {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  },
  boundary: null,
  createdAt: ago(now, 60 * 24),
  inline: { PoetryFunctionRolePolicy0: [{ document: INVOKE_POLICY, visibleAt: [0] }] },
  attached: [BASIC],
  sessionPolicy: null,
  lastUsedAt: null,
});

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  PoetryFunction:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs20.x
      Environment:
        Variables:
          BEDROCK_MODEL_ID: ${HAIKU}
      Policies:
        - Statement:
            - Effect: Allow
              Action: bedrock:InvokeModel
              Resource: !Sub 'arn:aws:bedrock:\${AWS::Region}::foundation-model/anthropic.claude-*'
      Events:
        Generate:
          Type: Api
          Properties: { Path: /api/poetry/generate, Method: post }
`;

/** The guide's account, whole and healthy but for the agreement, which it does not have. */
export function baseWorld(baseUrl: string, now: Moment): World {
  const user = (name: string, action: string): World['users'][string] => ({
    name,
    path: '/',
    id: `AIDASANDBOX${name.toUpperCase()}`,
    inline: { everything: allow(action, '*') },
    attached: [],
    boundary: null,
  });
  const key = (secret: string, name: string): World['keys'][string] => ({
    secret,
    token: null,
    principal: `arn:aws:iam::${ACCOUNT}:user/${name}`,
    session: null,
    state: 'active',
    expiresAt: null,
  });
  const resource = (logicalId: string, physicalId: string, type: string) => ({
    logicalId,
    physicalId,
    type,
    status: 'CREATE_COMPLETE',
  });
  return {
    account: ACCOUNT,
    region: REGION,
    partition: 'aws',
    keys: {
      [OPERATOR_KEY]: key('sandbox-secret-of-the-operator', 'operator'),
      [WEAK_KEY]: key('sandbox-secret-of-the-weak-user', 'visitor'),
      [EXPIRED_KEY]: {
        ...key('sandbox-secret-that-expired', 'operator'),
        token: 'sandbox-token-that-expired',
        state: 'expired',
      },
    },
    users: { operator: user('operator', '*'), visitor: user('visitor', 'sts:*') },
    roles: { [ROLE]: poetryRole(now) },
    policies: {
      [BASIC]: {
        arn: BASIC,
        name: 'AWSLambdaBasicExecutionRole',
        path: '/service-role/',
        defaultVersion: 'v1',
        versions: { v1: allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], '*') },
      },
    },
    scps: [],
    rcps: [],
    stacks: {
      kiroween: {
        name: 'kiroween',
        id: `arn:aws:cloudformation:${REGION}:${ACCOUNT}:stack/kiroween/6f7a1c30-0000-11f0-8000-0a1b2c3d4e5f`,
        status: 'UPDATE_COMPLETE',
        statusReason: null,
        createdAt: ago(now, 60 * 24),
        parameters: {},
        outputs: { PoetryApiUrl: { value: `${baseUrl}${API_PATH}`, description: 'Where poems are made' } },
        resources: [
          resource('PoetryFunction', FUNCTION, 'AWS::Lambda::Function'),
          resource('PoetryFunctionRole', ROLE, 'AWS::IAM::Role'),
          resource('PoetryFunctionGeneratePermissionProd', `${FUNCTION}-permission`, 'AWS::Lambda::Permission'),
          resource('ServerlessRestApi', 'sandboxapi', 'AWS::ApiGateway::RestApi'),
          resource('ServerlessRestApiDeployment47fc2d5f9d', 'dep123', 'AWS::ApiGateway::Deployment'),
          resource('ServerlessRestApiProdStage', 'Prod', 'AWS::ApiGateway::Stage'),
        ],
        template: TEMPLATE,
      },
    },
    functions: {
      [FUNCTION]: {
        name: FUNCTION,
        arn: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${FUNCTION}`,
        roleArn: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
        runtime: 'nodejs20.x',
        handler: 'index.handler',
        timeoutSeconds: 30,
        memoryMb: 256,
        environment: { BEDROCK_MODEL_ID: HAIKU },
        logGroup: `/aws/lambda/${FUNCTION}`,
        logFormat: 'Text',
        vpcSubnetIds: [],
        lastModified: ago(now, 60 * 24),
        behaviour: 'poetry',
        streams: false,
        quiet: false,
        vpcEndpointPolicy: null,
      },
    },
    logGroups: {
      [`/aws/lambda/${FUNCTION}`]: {
        name: `/aws/lambda/${FUNCTION}`,
        class: 'STANDARD',
        createdAt: ago(now, 60 * 24),
        events: [],
      },
    },
    bedrock: {
      models: MODELS,
      profiles: PROFILES,
      agreements: {},
      firstInvokedAt: { [HAIKU]: ago(now, 60) },
      form: {
        data: JSON.stringify({
          companyName: 'Example',
          companyWebsite: 'https://example.com',
          intendedUsers: '1',
          industryOption: 'Education',
          otherIndustryOption: '',
          useCases: 'Poems from music',
        }),
        effectiveAt: 0,
      },
      unsupportedRegions: [],
      gate: null,
      dataRetention: 'default',
      faults: [],
    },
    quotas: [],
    delays: {
      iamMs: [500, 2_000, 4_000],
      subscriptionMs: 6_000,
      formMs: 60_000,
      logMs: [300, 2_500],
      graceMs: 15 * MINUTE,
    },
    throttles: {},
    apiBroken: false,
    serial: 1,
  };
}

/** The request of the guide's curl. */
const REQUEST = { persona: 'hamlet', language: 'ko' };

/** The world after the function has been called that many minutes ago, so that its log holds real lines. */
export function called(world: World, now: Moment, minutes: number, model: string | null = null): World {
  const fn = world.functions[FUNCTION];
  if (!fn) return world;
  return runPoetry(world, fn, model === null ? REQUEST : { ...REQUEST, model }, ago(now, minutes)).world;
}

/** Changes the one function of the world. */
export const withFunction = (world: World, change: Partial<World['functions'][string]>): World => {
  const fn = world.functions[FUNCTION];
  return fn ? { ...world, functions: { ...world.functions, [FUNCTION]: { ...fn, ...change } } } : world;
};
/** Changes the role of the function. */
export const withRole = (world: World, change: Partial<Role>): World => {
  const role = world.roles[ROLE];
  return role ? { ...world, roles: { ...world.roles, [ROLE]: { ...role, ...change } } } : world;
};
export const withBedrock = (world: World, change: Partial<World['bedrock']>): World => ({
  ...world,
  bedrock: { ...world.bedrock, ...change },
});
/** Changes one model of the list. */
export const withModel = (world: World, id: string, change: Partial<Model>): World =>
  withBedrock(world, {
    models: world.bedrock.models.map((model) => (model.id === id ? { ...model, ...change } : model)),
  });

/** The agreement is there. */
export const agreed = (world: World, model = HAIKU): World =>
  withBedrock(world, {
    agreements: {
      ...world.bedrock.agreements,
      [model]: { status: 'AVAILABLE', errorMessage: null, startedAt: 0, settlesAt: null, settlesAs: 'AVAILABLE' },
    },
  });

/** An inline policy that is visible everywhere already. */
export const inline = (world: World, name: string, document: World['scps'][number]['document']): World =>
  withRole(world, { inline: { ...world.roles[ROLE]?.inline, [name]: [{ document, visibleAt: [0] }] } });

export { allow };
