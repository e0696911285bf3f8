import {
  ACCOUNT,
  allow,
  allowed,
  broken,
  call,
  FUNCTION,
  GUIDE_STATEMENT,
  HAIKU,
  HEALTHY,
  lambda,
  logged,
  NO_AGREEMENT,
  NOT_AGREED,
  OK,
  of,
  policy,
  RESOURCES,
  ROLE,
  role,
  SAYS,
  SEOUL,
  STACK_ID,
  success,
  UNDETERMINED,
} from '../base.ts';
import type { Case, Stack, World } from '../world.ts';

const kiroween = HEALTHY.stacks['kiroween'] as Stack;
const stack = (more: Partial<Stack>): Partial<World> => ({ stacks: { kiroween: { ...kiroween, ...more } } });
const { PoetryFunction: _function, ...WITHOUT_FUNCTION } = RESOURCES;
const OTHER_ROLE = 'shared-lambda-role';
const otherRole = (inline: { readonly [name: string]: unknown }, path = '/'): Partial<World> => ({
  functions: { [FUNCTION]: lambda({ Role: `arn:aws:iam::${ACCOUNT}:role${path}${OTHER_ROLE}` }) },
  roles: {
    [ROLE]: role(),
    [OTHER_ROLE]: { arn: `arn:aws:iam::${ACCOUNT}:role${path}${OTHER_ROLE}`, path, inline, attached: [] },
  },
});
const NO_STACK: Partial<World> = { stacks: {} };
const MANY = Object.fromEntries(
  Array.from({ length: 150 }, (_, index) => [`Aa${index}`, ['AWS::SSM::Parameter', `parameter-${index}`] as const]),
);

/** Region, stack, function and role. */
export const TARGET: readonly Case[] = [
  of('everything is as it should be', {}, OK),
  of('everything is as it should be, and calls succeed', logged(success(120)), OK),
  of(
    'the Region has no Bedrock endpoint',
    {},
    { exit: [1, 3], root: ['region-unsupported', 'endpoint-unreachable'] },
    { env: { AWS_ENDPOINT_URL_BEDROCK: 'http://bedrock.nowhere.invalid' } },
  ),
  of('no stack of that name', NO_STACK, broken('stack-not-found', 'deduced')),
  of(
    'no stack of that name, but others',
    { stacks: { 'kiroween-dev': kiroween } },
    broken('stack-not-found', 'deduced'),
  ),
  of('a stack that is named and absent', {}, broken('stack-not-found', 'deduced'), { args: ['--stack', 'poems'] }),
  of('a stack named by its id', {}, OK, { args: ['--stack', STACK_ID] }),
  of(
    'the first deployment was rolled back',
    {
      ...stack({
        status: 'ROLLBACK_COMPLETE',
        reason: 'The following resource(s) failed to create: [PoetryFunctionRole].',
        resources: {
          PoetryFunction: ['AWS::Lambda::Function', '', 'DELETE_COMPLETE'],
          PoetryFunctionRole: ['AWS::IAM::Role', '', 'DELETE_COMPLETE'],
        },
      }),
      functions: {},
      roles: {},
    },
    broken('stack-unhealthy', 'deduced'),
  ),
  of('a stack that could not be deleted', stack({ status: 'DELETE_FAILED' }), broken('stack-unhealthy', 'deduced')),
  of('a stack whose update failed', stack({ status: 'UPDATE_ROLLBACK_FAILED' }), broken('stack-unhealthy', 'deduced')),
  of(
    'a stack that could not be created',
    { ...stack({ status: 'CREATE_FAILED' }) },
    broken('stack-unhealthy', 'deduced'),
  ),
  of('a stack that is being updated', stack({ status: 'UPDATE_IN_PROGRESS' }), broken('stack-unhealthy', 'deduced')),
  of(
    'a stack that is being created',
    { ...stack({ status: 'CREATE_IN_PROGRESS', resources: {} }), functions: {} },
    broken('stack-unhealthy', 'deduced'),
  ),
  of(
    'a stack that was only planned',
    { ...stack({ status: 'REVIEW_IN_PROGRESS', resources: {} }), functions: {} },
    broken('stack-unhealthy', 'deduced'),
  ),
  of('a stack in a state AWS adds tomorrow', stack({ status: 'UPDATE_PONDERING' }), { exit: [0, 1, 3] }),
  of('an update that was rolled back, and nothing else', stack({ status: 'UPDATE_ROLLBACK_COMPLETE' }), OK),
  of(
    'an update that was rolled back, without an agreement',
    { ...stack({ status: 'UPDATE_ROLLBACK_COMPLETE' }), ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of(
    'an unfinished stack whose function is told why',
    { ...stack({ status: 'UPDATE_IN_PROGRESS' }), ...NO_AGREEMENT, ...logged(call(60, SAYS.marketplace(2))) },
    broken('marketplace-subscription-denied', 'observed', { others: ['stack-unhealthy'], wait: 2 }),
  ),
  of(
    'a stack without a function',
    { ...stack({ resources: WITHOUT_FUNCTION }), functions: {} },
    broken('function-not-found', 'deduced'),
  ),
  of(
    'several functions, none of the name',
    stack({
      resources: {
        ...WITHOUT_FUNCTION,
        ReadFunction: ['AWS::Lambda::Function', 'kiroween-Read-1'],
        WriteFunction: ['AWS::Lambda::Function', 'kiroween-Write-1'],
      },
    }),
    broken('function-not-found', 'deduced'),
  ),
  of(
    'several functions, one of the name',
    stack({ resources: { ...RESOURCES, ReadFunction: ['AWS::Lambda::Function', 'kiroween-Read-1'] } }),
    OK,
  ),
  of(
    'one function of another name is the one that is meant',
    {
      ...stack({ resources: { ...WITHOUT_FUNCTION, VerseFunction: ['AWS::Lambda::Function', FUNCTION] } }),
      ...NO_AGREEMENT,
    },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of('the stack has a function that Lambda does not', { functions: {} }, broken('function-not-found', 'deduced')),
  of('the function stands on the second page of the resources', stack({ resources: { ...MANY, ...RESOURCES } }), OK),
  of('a function by name, without a stack', NO_STACK, OK, { args: ['--function', FUNCTION] }),
  of(
    'a function by ARN, without a stack and an agreement',
    { ...NO_STACK, ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'deduced'),
    { args: ['--function', `arn:aws:lambda:${SEOUL}:${ACCOUNT}:function:${FUNCTION}`] },
  ),
  of('a function by name that does not exist', NO_STACK, broken('function-not-found', 'deduced'), {
    args: ['--function', 'kiroween-nobody'],
  }),
  of('a function by logical id', {}, OK, { args: ['--function', 'PoetryFunction'] }),
  of(
    'a role by name, without a stack, that may not invoke',
    {
      ...NO_STACK,
      functions: {},
      roles: { plain: { arn: `arn:aws:iam::${ACCOUNT}:role/plain`, inline: {}, attached: [] } },
      simulator: [],
    },
    broken('invoke-not-allowed', 'deduced'),
    { args: ['--role', 'plain'] },
  ),
  of(
    'a role by ARN, without a stack and an agreement',
    { ...NO_STACK, functions: {}, ...NO_AGREEMENT },
    broken('marketplace-subscription-denied', 'deduced'),
    { args: ['--role', `arn:aws:iam::${ACCOUNT}:role/${ROLE}`] },
  ),
  of('a role by name that does not exist', {}, broken('role-not-found', 'deduced'), { args: ['--role', 'nobody'] }),
  of(
    "the function's role is another than the stack's, and may not invoke",
    { ...otherRole({}), simulator: [] },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    "the function's role may invoke, the stack's may not",
    { ...otherRole({ invoke: policy(GUIDE_STATEMENT) }), simulator: [allowed('bedrock:InvokeModel')] },
    OK,
  ),
  of('a role under a path', { ...otherRole({ invoke: policy(GUIDE_STATEMENT) }, '/service-role/') }, OK),
  of('the role was deleted', { roles: {} }, broken('role-not-found', 'deduced')),
  of(
    'the role was deleted, and the agreement is missing too',
    { roles: {}, ...NO_AGREEMENT },
    broken('role-not-found', 'deduced'),
  ),
  of('no stack, and no agreement', { ...NO_STACK, ...NO_AGREEMENT }, broken('stack-not-found', 'deduced')),
  of('CloudFormation is closed, the function is named', { cannot: ['cloudformation:*'] }, OK, {
    args: ['--function', FUNCTION],
  }),
  of('CloudFormation is closed', { cannot: ['cloudformation:*'] }, { ...UNDETERMINED, reasons: ['cloudformation:'] }),
  of('Lambda is closed', { cannot: ['lambda:*'] }, { ...UNDETERMINED, reasons: ['lambda:GetFunction'] }),
  of(
    'the stack throttles for a moment',
    {
      faults: {
        'cloudformation:DescribeStacks': { status: 400, code: 'Throttling', message: 'Rate exceeded', times: 1 },
      },
    },
    OK,
  ),
  of(
    'the stack throttles without end',
    { faults: { 'cloudformation:DescribeStacks': { status: 400, code: 'Throttling', message: 'Rate exceeded' } } },
    { exit: [0, 3], root: null, never: ['operator-not-allowed', 'stack-not-found', 'throttled'] },
  ),
  of(
    'all of CloudFormation throttles with 429',
    {
      faults: {
        'cloudformation:DescribeStacks': { status: 429, code: 'ThrottlingException', message: 'Rate exceeded' },
        'cloudformation:ListStackResources': { status: 429, code: 'ThrottlingException', message: 'Rate exceeded' },
      },
    },
    UNDETERMINED,
  ),
  of(
    'GetRole throttles without end',
    { faults: { 'iam:GetRole': { status: 429, code: 'Throttling', message: 'Rate exceeded' } } },
    { exit: [0, 3], root: null, never: ['role-not-found'] },
  ),
  of(
    'the whole of IAM throttles',
    {
      faults: Object.fromEntries(
        ['GetRole', 'ListRolePolicies', 'ListAttachedRolePolicies', 'SimulatePrincipalPolicy'].map((name) => [
          `iam:${name}`,
          { status: 400, code: 'Throttling', message: 'Rate exceeded' },
        ]),
      ),
    },
    UNDETERMINED,
  ),
  of(
    'Lambda answers 500',
    {
      faults: {
        'lambda:GetFunctionConfiguration': { status: 500, code: 'ServiceException', message: 'Internal error' },
      },
    },
    UNDETERMINED,
  ),
  of(
    'GovCloud has ARNs of its own',
    {
      region: 'us-gov-west-1',
      caller: { ...HEALTHY.caller, Arn: `arn:aws-us-gov:sts::${ACCOUNT}:assumed-role/Admin/alice` },
      functions: { [FUNCTION]: lambda({ Role: `arn:aws-us-gov:iam::${ACCOUNT}:role/${ROLE}` }) },
      roles: {
        [ROLE]: {
          arn: `arn:aws-us-gov:iam::${ACCOUNT}:role/${ROLE}`,
          inline: {
            invoke: policy(allow('bedrock:InvokeModel', 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/*')),
          },
          attached: [],
        },
      },
      simulator: [allowed('bedrock:InvokeModel', 'arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/*')],
    },
    OK,
  ),
  of(
    'GovCloud, and a policy with the ARNs of the other partition',
    {
      region: 'us-gov-west-1',
      functions: { [FUNCTION]: lambda({ Role: `arn:aws-us-gov:iam::${ACCOUNT}:role/${ROLE}` }) },
      roles: {
        [ROLE]: {
          arn: `arn:aws-us-gov:iam::${ACCOUNT}:role/${ROLE}`,
          inline: { invoke: policy(allow('bedrock:InvokeModel', 'arn:aws:bedrock:us-gov-west-1::foundation-model/*')) },
          attached: [],
        },
      },
      simulator: [allowed('bedrock:InvokeModel', 'arn:aws:bedrock:us-gov-west-1::foundation-model/*')],
    },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'GovCloud without an agreement, the role not even named by the function',
    {
      region: 'us-gov-west-1',
      availability: { [HAIKU]: NOT_AGREED },
      cannot: ['lambda:*'],
      roles: {
        [ROLE]: {
          ...role(),
          arn: `arn:aws-us-gov:iam::${ACCOUNT}:role/${ROLE}`,
          inline: { invoke: policy(allow('bedrock:*', '*')) },
        },
      },
      simulator: [allowed('bedrock:*')],
    },
    { exit: [1, 3], root: ['marketplace-subscription-denied', null] },
  ),
];
