/** How an option's text is read. */
export type Kind = 'text' | 'flag' | 'duration' | 'list' | 'option-number' | 'choice';

/** One option: its flag, and by its name also its variable and its key in the config file. */
export interface Option {
  readonly flag: string;
  readonly kind: Kind;
  readonly help: string;
  /** The values there are. Of a `choice` any other is refused; a `text` may be a list of them, or more than them. */
  readonly choices?: readonly string[];
  /** The standard variables that set it too, in order. */
  readonly variables?: readonly string[];
  /** Its key in samconfig.toml. */
  readonly samconfig?: string;
}

/** Every option of every command. The name is the flag in camelCase: the config file's key. */
export const OPTIONS = {
  profile: {
    flag: '--profile <name>',
    kind: 'text',
    help: 'AWS profile, as in the AWS CLI',
    variables: ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
    samconfig: 'profile',
  },
  region: {
    flag: '--region <region>',
    kind: 'text',
    help: 'AWS Region',
    variables: ['AWS_REGION', 'AWS_DEFAULT_REGION'],
    samconfig: 'region',
  },
  endpointUrl: {
    flag: '--endpoint-url <url>',
    kind: 'text',
    help: 'send every AWS call there, as in the AWS CLI',
    variables: ['AWS_ENDPOINT_URL'],
  },
  stack: {
    flag: '--stack <name>',
    kind: 'list',
    help: 'CloudFormation or SAM stack; preflight: may be repeated, a comma list, or all that samconfig names',
    samconfig: 'stack_name',
  },
  function: {
    flag: '--function <id>',
    kind: 'text',
    help: 'name, ARN or logical id of a Lambda function; its role is examined',
  },
  role: {
    flag: '--role <id>',
    kind: 'text',
    help: 'name or ARN of an IAM role (ECS, EKS, EC2, SageMaker, an agent), or its logical id in the stack',
  },
  user: { flag: '--user <name>', kind: 'text', help: 'name or ARN of an IAM user' },
  me: {
    flag: '--me',
    kind: 'flag',
    help: 'your own identity, with the models that Claude Code, opencode, LiteLLM or aider are set to',
  },
  model: {
    flag: '--model <id>',
    kind: 'list',
    help: 'model id, inference profile id or ARN; may be repeated, or a comma list',
  },
  assumeRole: {
    flag: '--assume-role <role>',
    kind: 'text',
    help: 'ARN of a role to assume first, to look with; fleet: its name, the same in every account',
  },
  externalId: { flag: '--external-id <id>', kind: 'text', help: 'the external id that --assume-role needs' },
  apiUrl: { flag: '--api-url <url>', kind: 'text', help: "address of the application's API, which verify calls" },
  logGroup: { flag: '--log-group <name>', kind: 'text', help: "log group to read (default: the function's)" },
  config: { flag: '--config <file>', kind: 'text', help: 'config file (default: nearest .bedrock-doctor.json)' },
  format: {
    flag: '--format <format>',
    kind: 'text',
    help: 'how to print the result (several: json=out.json,text)',
    choices: ['text', 'json', 'html', 'junit', 'sarif', 'markdown', 'github'],
  },
  output: { flag: '--output <file>', kind: 'text', help: 'write the result to a file' },
  timeout: { flag: '--timeout <duration>', kind: 'duration', help: 'longest time to look at AWS: 30s, 5m, 1h' },
  input: { flag: '--no-input', kind: 'flag', help: 'never ask' },
  yes: { flag: '-y, --yes', kind: 'flag', help: "agree to what is asked; a model's terms need --accept-terms" },
  color: { flag: '--no-color', kind: 'flag', help: 'no color' },
  quiet: { flag: '-q, --quiet', kind: 'flag', help: 'only the verdict' },
  verbose: { flag: '-v, --verbose', kind: 'flag', help: 'every check, with the log group and the API' },
  debug: { flag: '--debug', kind: 'flag', help: 'every AWS call with its time and request id, on standard error' },
  from: {
    flag: '--from <facts>',
    kind: 'text',
    help: 'judge facts that --save wrote, anywhere, without AWS; with --format html they become a page',
  },
  save: { flag: '--save <facts>', kind: 'text', help: 'save what was read, redacted, for --from' },
  redact: { flag: '--no-redact', kind: 'flag', help: 'save account ids and ARNs as they are' },
  only: { flag: '--only <check...>', kind: 'list', help: 'only these checks' },
  skip: { flag: '--skip <check...>', kind: 'list', help: 'all but these checks' },
  since: { flag: '--since <duration>', kind: 'duration', help: 'how far back to read log and event history: 15m, 24h' },
  denied: { flag: '--denied', kind: 'flag', help: 'only who was refused' },
  probe: { flag: '--probe', kind: 'flag', help: 'one real, paid invocation through the function' },
  failOn: {
    flag: '--fail-on <severity>',
    kind: 'choice',
    choices: ['error', 'warning'],
    help: 'exit 1 from this severity on (default: error)',
  },
  maxAgeToEol: {
    flag: '--max-age-to-eol <duration>',
    kind: 'duration',
    help: 'fail for a model that ends within this time: 90d',
  },
  option: {
    flag: '--option <1|2|3>',
    kind: 'option-number',
    help: '1: accept the agreement for the model, 2: edit the SAM template, 3: add a policy to the role (default: the safest that fixes it)',
  },
  dryRun: { flag: '--dry-run', kind: 'flag', help: 'show the plan, change nothing' },
  planOut: { flag: '--plan-out <file>', kind: 'text', help: 'save the plan, change nothing' },
  plan: { flag: '--plan <file>', kind: 'text', help: 'carry out a saved plan' },
  grant: {
    flag: '--grant <grant>',
    kind: 'choice',
    choices: ['guide', 'model', 'temporary', 'invoke'],
    help: "option 3: guide, subscribe to any product as the guide has it; model, to one model's product; temporary, taken away after the first call; invoke, call the model (default: by cause)",
  },
  wait: {
    flag: '--wait <duration>',
    kind: 'duration',
    help: 'how long to wait for the change to work (default: 10m; 0: once)',
  },
  verify: { flag: '--no-verify', kind: 'flag', help: 'apply the fix, and do not check it by a call' },
  tail: { flag: '--tail', kind: 'flag', help: 'also follow the log for the expected lines' },
  follow: { flag: '--follow', kind: 'flag', help: 'go on until stopped' },
  thorough: { flag: '--thorough', kind: 'flag', help: 'stay until a success can no longer be provisional (15 min)' },
  via: {
    flag: '--via <way>',
    kind: 'choice',
    choices: ['api', 'lambda', 'direct', 'role'],
    help: "who asks: api, the application's API; lambda, its function; direct, you ask Bedrock; role, Bedrock as the role",
  },
  answer: { flag: '--answer <regex>', kind: 'text', help: 'what a good answer contains' },
  stream: { flag: '--stream', kind: 'flag', help: 'direct and role: ask the streaming way' },
  surface: {
    flag: '--surface <name>',
    kind: 'choice',
    choices: ['runtime', 'mantle'],
    help: 'direct and role: the endpoint to ask, bedrock-runtime or bedrock-mantle',
  },
  expect: {
    flag: '--expect <regex...>',
    kind: 'list',
    help: 'log lines to see, in order, instead of the known ones; implies --tail',
  },
  forbid: { flag: '--forbid <regex...>', kind: 'list', help: 'log lines that must not be seen' },
  apiKeyEnv: {
    flag: '--api-key-env <name>',
    kind: 'text',
    help: 'the variable that holds the API key the endpoint wants',
  },
  sign: { flag: '--sign', kind: 'flag', help: 'sign the request, for an endpoint that wants IAM' },
  poem: { flag: '--poem <file>', kind: 'text', help: 'request body; the older name of --request' },
  request: {
    flag: '--request <file>',
    kind: 'text',
    help: 'file with the request body, or the event for --via lambda',
  },
  overlap: { flag: '--overlap <duration>', kind: 'duration', help: 'how late a log line may come (default: 120s)' },
  raw: { flag: '--raw', kind: 'flag', help: 'the message only, one event a line' },
  until: { flag: '--until <regex>', kind: 'text', help: 'stop at this line, exit 0' },
  list: { flag: '--list', kind: 'flag', help: 'list what there is' },
  sample: { flag: '--sample', kind: 'flag', help: 'a redacted sample of the text, to send' },
  last: { flag: '--last', kind: 'flag', help: 'the last change that took effect' },
  all: { flag: '--all', kind: 'flag', help: 'every change' },
  for: {
    flag: '--for <command>',
    kind: 'choice',
    choices: ['diagnose', 'callers', 'preflight', 'fix', 'verify', 'tail', 'undo', 'fleet'],
    help: 'explain permissions: the command the policy is for (default: diagnose)',
  },
  accounts: { flag: '--accounts <org|file|->', kind: 'text', help: "whose accounts: the organization's, or a list" },
  ou: { flag: '--ou <id...>', kind: 'list', help: 'only accounts below these organizational units' },
  regions: { flag: '--regions <list>', kind: 'list', help: 'Regions to look at, with commas between' },
  models: { flag: '--models <list>', kind: 'list', help: 'models to look at, with commas between' },
  agreementOnly: { flag: '--agreement-only', kind: 'flag', help: 'only form and agreement, whoever calls' },
  allowAdminRole: {
    flag: '--allow-admin-role',
    kind: 'flag',
    help: 'look through a role that may do everything, such as OrganizationAccountAccessRole',
  },
  everyRegion: { flag: '--every-region', kind: 'flag', help: 'read agreements in every Region, and deduce none' },
  shard: { flag: '--shard <I/N>', kind: 'text', help: 'only this part of the accounts, the same one every time: 3/8' },
  concurrency: { flag: '--concurrency <number>', kind: 'text', help: 'accounts at a time (default: 24)' },
  resume: { flag: '--resume <file>', kind: 'text', help: 'go on with a run that was broken off' },
  scenario: { flag: '--scenario <name>', kind: 'text', help: 'the broken account to serve; --list has them' },
  port: { flag: '--port <number>', kind: 'text', help: 'port on 127.0.0.1 (default: any free one)' },
  speed: { flag: '--speed <factor>', kind: 'text', help: 'how much faster the clock runs' },
  logDelay: {
    flag: '--log-delay <from-to>',
    kind: 'text',
    help: 'how late log lines can be seen: 300ms-2500ms, 1s-30s',
  },
  latency: { flag: '--latency <duration>', kind: 'duration', help: 'hold each answer back, to see round trips' },
  acceptTerms: { flag: '--accept-terms', kind: 'flag', help: "option 1: accept the model's terms" },
  useCase: { flag: '--use-case <file>', kind: 'text', help: 'option 1: your answers to the use-case form, JSON' },
  printUseCaseTemplate: {
    flag: '--print-use-case-template',
    kind: 'flag',
    help: 'option 1: print an empty use-case form, and do nothing else',
  },
  open: { flag: '--open', kind: 'flag', help: "option 1: open the model's page in the console" },
  template: { flag: '--template <file>', kind: 'text', help: 'option 2: the template to edit' },
  deploy: { flag: '--deploy', kind: 'flag', help: 'option 2: run sam build and sam deploy' },
  replaceModel: {
    flag: '--replace-model <id>',
    kind: 'text',
    help: 'option 2: the replacement for the model in the template',
  },
  configEnv: { flag: '--config-env <name>', kind: 'text', help: "option 2: SAM's environment (default: default)" },
  configFile: {
    flag: '--config-file <file>',
    kind: 'text',
    help: "option 2: SAM's configuration file (default: samconfig.toml, .yaml or .yml beside the template)",
  },
  detach: {
    flag: '--detach',
    kind: 'flag',
    help: 'option 2: give the function its own copy of policies or of a role that others share',
  },
} as const satisfies { readonly [name: string]: Option };

export type OptionName = keyof typeof OPTIONS;

/** The long flag alone: '--endpoint-url'. Negated flags give their positive name's flag as typed: '--no-color'. */
export const longFlag = (name: OptionName): string => /--[a-z-]+/.exec(OPTIONS[name].flag)?.[0] ?? `--${name}`;

/** What to look at, and as whom. */
export const TARGET_OPTIONS = [
  'profile',
  'region',
  'endpointUrl',
  'stack',
  'function',
  'role',
  'user',
  'me',
  'model',
  'assumeRole',
  'externalId',
  'apiUrl',
  'logGroup',
] as const satisfies readonly OptionName[];

/** The options every command has that looks at AWS. */
export const COMMON: readonly OptionName[] = [
  ...TARGET_OPTIONS,
  'config',
  'format',
  'output',
  'timeout',
  'input',
  'yes',
  'color',
  'quiet',
  'verbose',
  'debug',
];
