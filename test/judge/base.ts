import type { Availability, Case, Expected, LogEvent, Role, Rule, World } from './world.ts';

export const ACCOUNT = '123456789012';
export const SEOUL = 'ap-northeast-2';
export const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
export const ROLE = 'kiroween-PoetryFunctionRole-1A2B3C4D5E6F';
export const FUNCTION = 'kiroween-PoetryFunction-aB3dE5fG7hI9';
export const GROUP = `/aws/lambda/${FUNCTION}`;
export const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
export const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/team-boundary`;

/** A moment so many days from the run, as AWS writes timestamps. */
export const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();

/** A policy document of these statements. */
export const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });
export const allow = (action: string | readonly string[], resource: string | readonly string[], more: object = {}) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...more,
});
export const deny = (action: string | readonly string[], resource: string | readonly string[], more: object = {}) => ({
  ...allow(action, resource, more),
  Effect: 'Deny',
});

export const MODEL_ARN = `arn:aws:bedrock:${SEOUL}::foundation-model/${HAIKU}`;
export const GUIDE_STATEMENT = allow(
  ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  `arn:aws:bedrock:${SEOUL}::foundation-model/anthropic.claude-*`,
);
export const SUBSCRIBE_STATEMENT = allow(['aws-marketplace:Subscribe', 'aws-marketplace:ViewSubscriptions'], '*');

export const allowed = (action: string, resource?: string): Rule => ({
  action,
  decision: 'allowed',
  ...(resource === undefined ? {} : { resource }),
});
export const INVOKES: Rule = allowed('bedrock:InvokeModel*');
export const SUBSCRIBES: Rule = allowed('aws-marketplace:*');
/** The simulator's answer where an organization's policy denies. */
export const byOrganization = (action: string, resource = '*'): Rule => ({
  action,
  resource,
  decision: 'explicitDeny',
  organization: false,
});

export const AGREED: Availability = {
  agreement: 'AVAILABLE',
  authorization: 'AUTHORIZED',
  entitlement: 'AVAILABLE',
  region: 'AVAILABLE',
};
export const NOT_AGREED: Availability = { ...AGREED, agreement: 'NOT_AVAILABLE', entitlement: 'NOT_AVAILABLE' };

export const details = (id: string, more: object = {}, region = SEOUL) => ({
  modelArn: `arn:aws:bedrock:${region}::foundation-model/${id}`,
  modelId: id,
  modelName: id,
  providerName: id.split('.')[0],
  inputModalities: ['TEXT'],
  outputModalities: ['TEXT'],
  responseStreamingSupported: true,
  customizationsSupported: [],
  inferenceTypesSupported: ['ON_DEMAND'],
  modelLifecycle: { status: 'ACTIVE' },
  ...more,
});

export const role = (more: Partial<Role> = {}): Role => ({
  arn: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
  inline: { PoetryFunctionRolePolicy0: policy(GUIDE_STATEMENT) },
  attached: [BASIC],
  ...more,
});

export const lambda = (more: object = {}) => ({
  FunctionName: FUNCTION,
  FunctionArn: `arn:aws:lambda:${SEOUL}:${ACCOUNT}:function:${FUNCTION}`,
  Runtime: 'nodejs22.x',
  Role: `arn:aws:iam::${ACCOUNT}:role/${ROLE}`,
  Handler: 'index.handler',
  Timeout: 30,
  MemorySize: 256,
  State: 'Active',
  LastUpdateStatus: 'Successful',
  Environment: { Variables: { NODE_ENV: 'production' } },
  LoggingConfig: { LogFormat: 'Text', LogGroup: GROUP },
  ...more,
});

export const STACK_ID = `arn:aws:cloudformation:${SEOUL}:${ACCOUNT}:stack/kiroween/51af3dc0-da77-11e4-872e-1234567db123`;
export const RESOURCES = {
  PoetryFunction: ['AWS::Lambda::Function', FUNCTION],
  PoetryFunctionRole: ['AWS::IAM::Role', ROLE],
  ServerlessRestApi: ['AWS::ApiGateway::RestApi', 'a1b2c3d4e5'],
  ServerlessRestApiProdStage: ['AWS::ApiGateway::Stage', 'Prod'],
} as const;

/** The guide's account in which everything is as it should be. */
export const HEALTHY: World = {
  region: SEOUL,
  caller: {
    Arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/alice`,
    Account: ACCOUNT,
    UserId: 'AROAEXAMPLE:alice',
  },
  cannot: [],
  faults: {},
  stacks: {
    kiroween: {
      status: 'CREATE_COMPLETE',
      id: STACK_ID,
      outputs: { ApiUrl: `https://a1b2c3d4e5.execute-api.${SEOUL}.amazonaws.com/Prod/api/poetry/generate` },
      resources: RESOURCES,
    },
  },
  functions: { [FUNCTION]: lambda() },
  roles: { [ROLE]: role() },
  managed: { [BASIC]: policy(allow(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], '*')) },
  simulator: [INVOKES],
  simulatorNests: false,
  models: { [HAIKU]: details(HAIKU) },
  elsewhere: {},
  unknownModel: 'ResourceNotFoundException',
  profiles: {},
  availability: { [HAIKU]: AGREED },
  form: true,
  logs: { [GROUP]: [] },
  pages: { size: 10_000, empty: false },
  lists: {},
  unknown: 'error',
  clockMs: null,
};

/** The healthy account with changes. */
export const world = (changes: Partial<World>): World => ({ ...HEALTHY, ...changes });

/** No agreement, and a role that may only invoke: the guide's case. */
export const NO_AGREEMENT: Partial<World> = { availability: { [HAIKU]: NOT_AGREED } };

export const withRole = (more: Partial<Role>, simulator: readonly Rule[]): Partial<World> => ({
  roles: { [ROLE]: role(more) },
  simulator,
});

let requests = 0;
/** One request of the function as its log shows it: what it invoked and what became of it. */
export function call(ago: number, outcome: string, model = HAIKU, stream?: string): readonly LogEvent[] {
  requests += 1;
  const id = `8c1d5f6e-0000-4000-8000-${String(requests).padStart(12, '0')}`;
  const at = new Date(Date.now() - ago * 1000).toISOString();
  const line = (level: string, text: string): string => `${at}\t${id}\t${level}\t${text}\n`;
  const of = (message: string): LogEvent => ({ ago, message, ...(stream === undefined ? {} : { stream }) });
  return [
    of(`START RequestId: ${id} Version: $LATEST\n`),
    of(line('INFO', '[Poetry] Request received')),
    of(line('INFO', '[Poetry] Generating - Persona: hamlet, Language: ko')),
    of(line('INFO', `[Poetry] Invoking Bedrock model: ${model}`)),
    of(
      outcome === ''
        ? line('INFO', '[Poetry] Success - Generated 412 characters')
        : line('ERROR', `[Poetry] Bedrock error: ${outcome}`),
    ),
    of(`END RequestId: ${id}\n`),
    of(
      `REPORT RequestId: ${id}\tDuration: 812.10 ms\tBilled Duration: 813 ms\tMemory Size: 256 MB\tMax Memory Used: 88 MB\t\n`,
    ),
  ];
}
export const success = (ago: number, model = HAIKU, stream?: string): readonly LogEvent[] =>
  call(ago, '', model, stream);
/** Requests in the function's log. */
export const logged = (...calls: readonly (readonly LogEvent[])[]): Partial<World> => ({
  logs: { [GROUP]: calls.flat() },
});

const PRINCIPAL = `arn:aws:sts::${ACCOUNT}:assumed-role/${ROLE}/${FUNCTION}`;
/** What AWS says, as the sources of the domain page have it. */
export const SAYS = {
  marketplace: (minutes: number) =>
    `AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after ${minutes} minutes.`,
  form: 'ResourceNotFoundException: Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
  payment:
    'AccessDeniedException: Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
  pending:
    'AccessDeniedException: Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again in 2 minutes.',
  gated: `AccessDeniedException: ${HAIKU} is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/`,
  noAccess: "AccessDeniedException: You don't have access to the model with the specified model ID.",
  restricted: 'ValidationException: Operation not allowed',
  support:
    'ValidationException: Your account is not authorized to perform this action. Please create a support case (https://console.aws.amazon.com/support/home) with details about your use case and we will get back to you.',
  operation: 'AccessDeniedException: Your account is not authorized to invoke this API operation.',
  geography:
    'ValidationException: Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
  retention: "ValidationException: data retention mode 'default' is not available for this model",
  endOfLife:
    'ResourceNotFoundException: This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
  locked:
    'ResourceNotFoundException: Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  onDemand: `ValidationException: Invocation of model ID ${HAIKU} with on-demand throughput isn\u2019t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
  invalid: 'ValidationException: The provided model identifier is invalid.',
  denied: (why: string, { action = 'bedrock:InvokeModel', resource = MODEL_ARN, principal = PRINCIPAL } = {}) =>
    `AccessDeniedException: User: ${principal} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
  noIdentity: (action = 'bedrock:InvokeModel') => `because no identity-based policy allows the ${action} action`,
} as const;

/** One case: the name, the account, what the contract says. */
export const of = (name: string, changes: Partial<World>, expect: Expected, more: Partial<Case> = {}): Case => ({
  name,
  world: world(changes),
  expect,
  ...more,
});

export const OK: Expected = { exit: 0, verdict: 'healthy', root: null };
export const broken = (root: string, basis?: 'observed' | 'deduced', more: Partial<Expected> = {}): Expected => ({
  exit: 1,
  verdict: 'broken',
  root,
  ...(basis === undefined ? {} : { basis }),
  ...more,
});
export const pending = (root: string, basis?: 'observed' | 'deduced', more: Partial<Expected> = {}): Expected => ({
  ...broken(root, basis, more),
  exit: 5,
  verdict: 'pending',
});
export const UNDETERMINED: Expected = { exit: 3, verdict: 'undetermined', root: null };
