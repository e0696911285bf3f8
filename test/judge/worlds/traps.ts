import {
  ACCOUNT,
  AGREED,
  allow,
  BASIC,
  broken,
  byOrganization,
  call,
  deny,
  details,
  FUNCTION,
  GROUP,
  GUIDE_STATEMENT,
  HAIKU,
  HEALTHY,
  INVOKES,
  inDays,
  lambda,
  logged,
  NO_AGREEMENT,
  NOT_AGREED,
  OK,
  of,
  pending,
  policy,
  RESOURCES,
  role,
  SAYS,
  SEOUL,
  STACK_ID,
  SUBSCRIBE_STATEMENT,
  SUBSCRIBES,
  success,
  UNDETERMINED,
  withRole,
} from '../base.ts';
import type { Case, Stack, World } from '../world.ts';

const kiroween = HEALTHY.stacks['kiroween'] as Stack;
const stack = (more: Partial<Stack>): Partial<World> => ({ stacks: { kiroween: { ...kiroween, ...more } } });
const NOWHERE = 'http://127.0.0.1:9';
const json = (ago: number, level: string, message: unknown, requestId = 'r-1') => ({
  ago,
  message: JSON.stringify({ timestamp: new Date(Date.now() - ago * 1000).toISOString(), level, requestId, message }),
});
const MINUTE = 60;
const THROTTLED = 'ThrottlingException: Too many requests, please wait before trying again.';

/** Where a doctor that reads quickly goes wrong. */
export const TRAPS: readonly Case[] = [
  of('an availability that does not know a model that is there', { availability: {} }, { exit: [1, 3] }),
  of('a refusal fourteen minutes old', logged(call(14 * MINUTE, SAYS.marketplace(2))), pending('propagation-pending')),
  of('a refusal sixteen minutes old', logged(call(16 * MINUTE, SAYS.marketplace(2))), OK),
  of(
    'the form is there, a refusal fourteen minutes old',
    logged(call(14 * MINUTE, SAYS.form)),
    pending('propagation-pending'),
  ),
  of(
    'a policy said no, and the form is missing',
    { form: false, ...withRole({ inline: {} }, []), ...logged(call(60, SAYS.denied(SAYS.noIdentity()))) },
    broken('invoke-not-allowed', 'observed', { others: ['use-case-form-missing'] }),
  ),
  of(
    'the agreement was refused, and the day of the model has passed',
    {
      ...NO_AGREEMENT,
      models: { [HAIKU]: details(HAIKU, { modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(-1) } }) },
      ...logged(call(60, SAYS.marketplace(2))),
    },
    broken('marketplace-subscription-denied', 'observed', { others: ['model-end-of-life'] }),
  ),
  of(
    'first the policy, then the agreement was refused',
    { ...NO_AGREEMENT, ...logged(call(900, SAYS.denied(SAYS.noIdentity())), call(60, SAYS.marketplace(2))) },
    broken('marketplace-subscription-denied', 'observed'),
  ),
  of(
    'a success in a log of JSON lines',
    {
      logs: {
        [GROUP]: [
          json(300, 'ERROR', `[Poetry] Bedrock error: ${SAYS.geography}`, 'r-1'),
          json(60, 'INFO', '[Poetry] Success - Generated 99 characters', 'r-2'),
        ],
      },
    },
    OK,
  ),
  of(
    'a success, then a refusal, in JSON lines',
    {
      logs: {
        [GROUP]: [
          json(300, 'INFO', '[Poetry] Success - Generated 99 characters', 'r-1'),
          json(60, 'ERROR', `[Poetry] Bedrock error: ${SAYS.geography}`, 'r-2'),
        ],
      },
    },
    broken('geography-unsupported', 'observed'),
  ),
  of(
    'an error object with a stack in a JSON line',
    {
      logs: {
        [GROUP]: [
          {
            ago: 60,
            message: JSON.stringify({
              timestamp: '2026-11-24T23:00:00Z',
              level: 'ERROR',
              requestId: 'r-3',
              errorType: 'AccessDeniedException',
              errorMessage: SAYS.gated.replace('AccessDeniedException: ', ''),
              stackTrace: ['at x (index.js:1:1)'],
            }),
          },
        ],
      },
    },
    broken('model-gated', 'observed'),
  ),
  of(
    'the role may subscribe since the refusal',
    {
      ...NO_AGREEMENT,
      ...withRole({ inline: { a: policy(GUIDE_STATEMENT, SUBSCRIBE_STATEMENT) } }, [INVOKES, SUBSCRIBES]),
      ...logged(call(120, SAYS.marketplace(2))),
    },
    { exit: [1, 5], root: ['propagation-pending', 'marketplace-subscription-denied'] },
  ),
  of('a function by ARN with an alias', {}, OK, {
    args: ['--function', `arn:aws:lambda:${SEOUL}:${ACCOUNT}:function:${FUNCTION}:prod`],
  }),
  of(
    'a role by name under a path, closed by the organization',
    {
      stacks: {},
      functions: {},
      roles: {
        poet: {
          arn: `arn:aws:iam::${ACCOUNT}:role/team/poet`,
          path: '/team/',
          inline: { a: policy(GUIDE_STATEMENT) },
          attached: [],
        },
      },
      simulator: [byOrganization('bedrock:*')],
    },
    broken('denied-by-scp', 'deduced'),
    { args: ['--role', 'poet', '--model', HAIKU] },
  ),
  of(
    'the stack may not be described, its resources may',
    { cannot: ['cloudformation:DescribeStacks'] },
    { ...UNDETERMINED, reasons: ['cloudformation:DescribeStacks'] },
  ),
  of('the same, and a fresh success', { cannot: ['cloudformation:DescribeStacks'], ...logged(success(60)) }, OK),
  of(
    'the stack may be described, its resources not',
    { cannot: ['cloudformation:ListStackResources', 'cloudformation:DescribeStackResource*'] },
    { ...UNDETERMINED, reasons: ['cloudformation:ListStackResources'] },
  ),
  of('GetRole alone is closed', { cannot: ['iam:GetRole'] }, { exit: [0, 3], root: null }),
  of('one policy of the role is closed, the simulator answers', { cannot: ['iam:GetRolePolicy'] }, OK),
  of(
    'one policy of the role is closed, and no grant',
    { cannot: ['iam:GetRolePolicy'], simulator: [] },
    broken('invoke-not-allowed', 'deduced'),
  ),
  of(
    'policies of the role may not be listed, the simulator neither asked',
    { cannot: ['iam:ListRolePolicies', 'iam:Simulate*'] },
    { ...UNDETERMINED, reasons: ['iam:'] },
  ),
  of(
    'attached policies may not be read, the simulator neither asked, and the inline ones grant',
    { cannot: ['iam:ListAttachedRolePolicies', 'iam:Simulate*'] },
    UNDETERMINED,
  ),
  of('nobody listens where the log is', {}, UNDETERMINED, { env: { AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: NOWHERE } }),
  of(
    'nobody listens where IAM is',
    {},
    { exit: 3, verdict: 'undetermined' },
    { env: { AWS_ENDPOINT_URL_IAM: NOWHERE } },
  ),
  of(
    'nobody listens where Bedrock is',
    {},
    { exit: 3, verdict: 'undetermined' },
    { env: { AWS_ENDPOINT_URL_BEDROCK: NOWHERE } },
  ),
  of(
    'nobody listens where CloudFormation is',
    {},
    { exit: 3, verdict: 'undetermined' },
    { env: { AWS_ENDPOINT_URL_CLOUDFORMATION: NOWHERE } },
  ),
  of(
    'a Region without Bedrock whose endpoint says so',
    {
      faults: Object.fromEntries(
        ['GetFoundationModel', 'GetFoundationModelAvailability', 'GetUseCaseForModelAccess'].map((name) => [
          `bedrock:${name}`,
          {
            status: 403,
            code: 'UnrecognizedClientException',
            message: 'The security token included in the request is invalid.',
          },
        ]),
      ),
    },
    { exit: [1, 3, 4] },
  ),
  of(
    'China has no Bedrock',
    {
      region: 'cn-north-1',
      models: {},
      availability: {},
      form: false,
      caller: { ...HEALTHY.caller, Arn: `arn:aws-cn:sts::${ACCOUNT}:assumed-role/Admin/alice` },
      faults: Object.fromEntries(
        ['GetFoundationModel', 'GetFoundationModelAvailability', 'GetUseCaseForModelAccess'].map((name) => [
          `bedrock:${name}`,
          { status: 404, code: 'UnknownOperationException', message: '' },
        ]),
      ),
    },
    { exit: [1, 3], root: ['region-unsupported', null] },
  ),
  of('a cleanup after an update', stack({ status: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS' }), { exit: [0, 1] }),
  of('a stack that is being deleted', stack({ status: 'DELETE_IN_PROGRESS' }), broken('stack-unhealthy', 'deduced')),
  of(
    'a stack that is gone, by its id',
    { stacks: { kiroween: { ...kiroween, status: 'DELETE_COMPLETE', resources: {} } }, functions: {} },
    { exit: 1, root: ['stack-unhealthy', 'stack-not-found'] },
    { args: ['--stack', STACK_ID] },
  ),
  of('an import that was rolled back', { ...stack({ status: 'IMPORT_ROLLBACK_COMPLETE' }) }, OK),
  of(
    'an update that failed without a rollback',
    stack({ status: 'UPDATE_FAILED' }),
    broken('stack-unhealthy', 'deduced'),
  ),
  of('a rollback under way', stack({ status: 'UPDATE_ROLLBACK_IN_PROGRESS' }), broken('stack-unhealthy', 'deduced')),
  of(
    'the function of a stack that could not be deleted still fails',
    { ...stack({ status: 'DELETE_FAILED' }), ...NO_AGREEMENT },
    broken('stack-unhealthy', 'deduced', { others: ['marketplace-subscription-denied'] }),
  ),
  of(
    'a function that is named beside a stack in trouble',
    { ...stack({ status: 'UPDATE_ROLLBACK_FAILED' }), ...NO_AGREEMENT },
    { exit: 1, root: ['stack-unhealthy', 'marketplace-subscription-denied'] },
    { args: ['--function', FUNCTION] },
  ),
  of(
    'throttled, refused before, and a success in between',
    logged(call(900, SAYS.gated), success(600), call(60, THROTTLED)),
    broken('throttled', 'observed', { never: ['model-gated'] }),
  ),
  of('throttled for another model', logged(call(60, THROTTLED, 'amazon.nova-lite-v1:0')), OK, {
    args: ['--model', HAIKU],
  }),
  of(
    'words of the user about denial are no denial',
    {
      logs: {
        [GROUP]: [
          json(60, 'INFO', '[Poetry] Request received: write about access denied to a model'),
          json(59, 'INFO', '[Poetry] Success - Generated 12 characters'),
        ],
      },
    },
    OK,
  ),
  of(
    'a Deny on another Region',
    withRole(
      {
        inline: {
          a: policy(
            GUIDE_STATEMENT,
            deny('bedrock:*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': SEOUL } } }),
          ),
        },
      },
      [INVOKES],
    ),
    OK,
  ),
  of(
    'a Deny of everything outside another Region',
    withRole(
      {
        inline: {
          a: policy(
            GUIDE_STATEMENT,
            deny('bedrock:*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
          ),
        },
      },
      [{ action: 'bedrock:*', decision: 'explicitDeny', policy: 'a' }],
    ),
    broken('denied-explicitly', 'deduced'),
  ),
  of(
    'the same, and only the policies can be read',
    {
      ...withRole(
        {
          inline: {
            a: policy(
              GUIDE_STATEMENT,
              deny('bedrock:*', '*', { Condition: { StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } } }),
            ),
          },
        },
        [],
      ),
      cannot: ['iam:Simulate*'],
    },
    broken('denied-explicitly', 'deduced'),
  ),
  of(
    'AmazonBedrockFullAccess subscribes through Bedrock alone',
    {
      ...NO_AGREEMENT,
      ...withRole({ inline: {}, attached: [BASIC, 'arn:aws:iam::aws:policy/AmazonBedrockFullAccess'] }, [
        INVOKES,
        SUBSCRIBES,
      ]),
      managed: {
        ...HEALTHY.managed,
        'arn:aws:iam::aws:policy/AmazonBedrockFullAccess': policy(
          allow('bedrock:*', '*'),
          allow(
            ['aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions', 'aws-marketplace:Unsubscribe'],
            '*',
            { Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } } },
          ),
        ),
      },
    },
    { exit: 0, root: null },
  ),
  of(
    'the same, and only the policies can be read',
    {
      ...NO_AGREEMENT,
      ...withRole({ inline: {}, attached: [BASIC, 'arn:aws:iam::aws:policy/AmazonBedrockFullAccess'] }, []),
      managed: {
        ...HEALTHY.managed,
        'arn:aws:iam::aws:policy/AmazonBedrockFullAccess': policy(
          allow('bedrock:*', '*'),
          allow(
            ['aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions', 'aws-marketplace:Unsubscribe'],
            '*',
            { Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } } },
          ),
        ),
      },
      cannot: ['iam:Simulate*'],
    },
    { exit: 3, root: null },
  ),
  of(
    'everything at once: the first broken link',
    {
      form: false,
      ...NO_AGREEMENT,
      ...withRole({ inline: {} }, []),
      models: { [HAIKU]: details(HAIKU, { modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(-9) } }) },
      ...stack({ status: 'ROLLBACK_COMPLETE' }),
    },
    broken('stack-unhealthy', 'deduced'),
  ),
  of('a role that is shared and named by its ARN, the function by its name', { stacks: {} }, OK, {
    args: ['--function', FUNCTION, '--role', `arn:aws:iam::${ACCOUNT}:role/kiroween-PoetryFunctionRole-1A2B3C4D5E6F`],
  }),
  of(
    'no form, no agreement, no IAM, no log',
    { form: false, ...NO_AGREEMENT, cannot: ['iam:*', 'logs:*'] },
    broken('use-case-form-missing', 'deduced'),
  ),
  of('no agreement, no IAM, no log', { ...NO_AGREEMENT, cannot: ['iam:*', 'logs:*'] }, UNDETERMINED),
  of(
    'the model is unknown here, and other Regions may not be asked',
    { models: {}, availability: {}, faults: {}, cannot: [], elsewhere: {} },
    { exit: 1, root: ['model-id-invalid', 'model-not-in-region'] },
  ),
  of(
    'AVAILABLE, NOT_AUTHORIZED, and the form cannot be read',
    {
      availability: { [HAIKU]: { ...AGREED, authorization: 'NOT_AUTHORIZED' } },
      cannot: ['bedrock:GetUseCaseForModelAccess'],
    },
    { exit: [1, 3] },
  ),
  of(
    'not offered here, though the catalog has it, and calls succeed',
    { availability: { [HAIKU]: { ...NOT_AGREED, region: 'NOT_AVAILABLE' } }, ...logged(success(60)) },
    { exit: [1], root: ['marketplace-subscription-denied', 'model-not-in-region'] },
  ),
  of('a function without a role', { functions: { [FUNCTION]: lambda({ Role: undefined }) } }, { exit: [0, 3] }),
  of(
    'many functions and roles',
    {
      stacks: {
        kiroween: {
          ...kiroween,
          resources: {
            ...RESOURCES,
            OtherFunction: ['AWS::Lambda::Function', 'other'],
            OtherFunctionRole: ['AWS::IAM::Role', 'other-role'],
          },
        },
      },
      roles: {
        ...HEALTHY.roles,
        'other-role': { ...role(), arn: `arn:aws:iam::${ACCOUNT}:role/other-role`, inline: {} },
      },
    },
    OK,
  ),
  of(
    'the other function of many',
    {
      stacks: {
        kiroween: {
          ...kiroween,
          resources: {
            ...RESOURCES,
            OtherFunction: ['AWS::Lambda::Function', 'other'],
            OtherFunctionRole: ['AWS::IAM::Role', 'other-role'],
          },
        },
      },
      functions: {
        ...HEALTHY.functions,
        other: { FunctionName: 'other', Role: `arn:aws:iam::${ACCOUNT}:role/other-role` },
      },
      roles: {
        ...HEALTHY.roles,
        'other-role': { ...role(), arn: `arn:aws:iam::${ACCOUNT}:role/other-role`, inline: {} },
      },
      simulator: [],
    },
    broken('invoke-not-allowed', 'deduced'),
    { args: ['--function', 'OtherFunction', '--model', HAIKU] },
  ),
  of(
    'a function by ARN that may not be read, and no stack',
    { stacks: {}, cannot: ['lambda:*'] },
    { ...UNDETERMINED, reasons: ['lambda:GetFunction'] },
    { args: ['--function', `arn:aws:lambda:${SEOUL}:${ACCOUNT}:function:${FUNCTION}`] },
  ),
  of(
    'a web server stands where an operation is not there',
    { ...NO_AGREEMENT, unknown: 'page' },
    broken('marketplace-subscription-denied', 'deduced'),
  ),
  of('the same, and all is well', { unknown: 'page' }, OK),
  of('nothing stands in the answer of an operation that is not there', { unknown: 'empty' }, OK),
  of(
    'the same, and a dead model',
    {
      unknown: 'empty',
      models: { [HAIKU]: details(HAIKU, { modelLifecycle: { status: 'LEGACY', endOfLifeTime: inDays(-9) } }) },
    },
    broken('model-end-of-life', 'deduced'),
  ),
];
