import { COMMON, type OptionName } from '../options/table.ts';

/** One command line with what it is for, as help prints them. */
export type Example = readonly [commandLine: string, what: string];

/**
 * One command: everything that help, completion and the parser know of it. The module that runs it is in `program.ts`,
 * which the parser does not load.
 */
export interface Declared {
  readonly name: string;
  readonly args?: string;
  /** What the argument may be, in words. */
  readonly argument?: string;
  readonly help: string;
  readonly options: readonly OptionName[];
  /** Options that may be given several times here. */
  readonly several?: readonly OptionName[];
  /** What `--format` takes here; absent: every format of a report. */
  readonly formats?: readonly string[];
  /** What help prints below the options; every one is run by a test unless it serves or walks. */
  readonly examples: readonly Example[];
}

/** Options of commands that look at no AWS. */
const OFFLINE: readonly OptionName[] = ['config', 'format', 'output', 'color', 'quiet', 'verbose', 'input', 'debug'];

/** Options that name one target; of a command about everybody they would have no effect. */
const OF_ONE_TARGET: ReadonlySet<OptionName> = new Set<OptionName>([
  'stack',
  'function',
  'role',
  'model',
  'apiUrl',
  'logGroup',
  'yes',
]);

/** Every command, in the order help shows them. */
export const COMMANDS: readonly Declared[] = [
  {
    name: 'diagnose',
    help: 'find out why Bedrock refuses a role, user or function, and how to fix it; read only',
    options: [...COMMON, 'from', 'save', 'redact', 'only', 'skip', 'since', 'probe', 'failOn'],
    examples: [
      [
        'bedrock-doctor diagnose --role my-task-role --model amazon.nova-lite-v1:0',
        'a role: ECS, EKS, EC2, SageMaker, an agent',
      ],
      ['bedrock-doctor diagnose --me', 'you, with the models that Claude Code and others are set to'],
      ['bedrock-doctor diagnose --stack my-stack', 'the functions of a stack that call Bedrock'],
      ['bedrock-doctor diagnose --save facts.json', 'what was read, redacted, for a colleague'],
      ['bedrock-doctor diagnose --from facts.json --format html --output report.html', 'saved facts as a page; no AWS'],
    ],
  },
  {
    name: 'callers',
    formats: ['text', 'json'],
    help: 'who calls Bedrock in this account and Region, and who is refused; read only',
    options: [...COMMON.filter((name) => !OF_ONE_TARGET.has(name)), 'since', 'denied'],
    examples: [
      ['bedrock-doctor callers', 'the last 24 hours, worst first'],
      ['bedrock-doctor callers --since 7d --denied', 'who was refused in the last week'],
    ],
  },
  {
    name: 'fix',
    help: 'plan a fix, show it, ask, apply it, wait until it works, check again',
    options: [
      ...COMMON,
      'option',
      'useCase',
      'printUseCaseTemplate',
      'acceptTerms',
      'open',
      'template',
      'deploy',
      'replaceModel',
      'configEnv',
      'configFile',
      'detach',
      'grant',
      'dryRun',
      'planOut',
      'plan',
      'wait',
      'verify',
      'since',
      'poem',
      'request',
      'answer',
      'apiKeyEnv',
      'sign',
    ],
    examples: [
      ['bedrock-doctor fix --dry-run', 'the plan and the diff, nothing else'],
      ['bedrock-doctor fix', 'the safest fix: shown, asked about, applied, checked'],
      ['bedrock-doctor fix --option 3 --grant model', "let the role subscribe, to one model's product only"],
    ],
  },
  {
    name: 'verify',
    help: 'wait for what is pending, make one real call, check the log',
    options: [
      ...COMMON,
      'tail',
      'follow',
      'thorough',
      'via',
      'wait',
      'since',
      'expect',
      'forbid',
      'poem',
      'request',
      'answer',
      'stream',
      'surface',
      'acceptTerms',
      'apiKeyEnv',
      'sign',
    ],
    examples: [
      ['bedrock-doctor verify --tail', 'one real call, then the log lines that it should leave'],
      ['bedrock-doctor verify --role my-task-role --model amazon.nova-lite-v1:0 --via role', 'one call as a role'],
    ],
  },
  {
    name: 'tail',
    formats: ['text', 'json'],
    help: "a function's log or any log group, nothing lost, Bedrock errors explained",
    options: [...COMMON, 'follow', 'since', 'overlap', 'raw', 'until', 'forbid'],
    examples: [
      ['bedrock-doctor tail --since 10m', 'the last ten minutes'],
      ['bedrock-doctor tail --follow --log-group /ecs/my-service', 'any log group, until Ctrl-C'],
    ],
  },
  {
    name: 'undo',
    args: '[change]',
    help: 'take back what fix did',
    options: [...COMMON, 'list', 'last', 'all'],
    examples: [
      ['bedrock-doctor undo --list', 'what was changed, and when'],
      ['bedrock-doctor undo --last', 'take back the last change'],
    ],
  },
  {
    name: 'explain',
    args: '[text...]',
    formats: ['text', 'json', 'cloudformation'],
    help: 'what an error text or a cause means; offline',
    options: [
      ...OFFLINE,
      'list',
      'sample',
      'for',
      'option',
      'via',
      'probe',
      'region',
      'stack',
      'function',
      'role',
      'user',
      'me',
      'model',
      'logGroup',
    ],
    examples: [
      ["bedrock-doctor explain 'ThrottlingException: Too many requests'", 'an error text, as it was printed'],
      ['bedrock-doctor explain - < build.log', 'a log of any length'],
      ['bedrock-doctor explain marketplace-subscription-denied', 'a cause; --list has them all'],
      ['bedrock-doctor explain permissions --for diagnose --me', 'the least IAM policy that a command needs'],
    ],
  },
  {
    name: 'preflight',
    help: 'diagnose for CI: never asks, never spends, formats for CI',
    options: [...COMMON, 'from', 'save', 'redact', 'only', 'skip', 'since', 'failOn', 'maxAgeToEol'],
    examples: [
      ['bedrock-doctor preflight --stack my-stack --format junit=report.xml,text', 'a CI report beside the text'],
      ['bedrock-doctor preflight --stack my-stack --max-age-to-eol 90d', 'fail for a model that ends within 90 days'],
    ],
    several: ['model'],
  },
  {
    name: 'fleet',
    args: '[words...]',
    argument: 'none to look; or merge FILE…, report FILE, diff OLD NEW',
    formats: ['text', 'json', 'html', 'junit', 'markdown', 'csv'],
    help: 'the same verdicts over accounts, Regions and models; read only',
    options: [
      'accounts',
      'ou',
      'regions',
      'models',
      'role',
      'user',
      'agreementOnly',
      'assumeRole',
      'externalId',
      'allowAdminRole',
      'everyRegion',
      'shard',
      'concurrency',
      'resume',
      'failOn',
      'profile',
      'region',
      'model',
      'endpointUrl',
      'timeout',
      ...OFFLINE,
    ],
    examples: [
      [
        'bedrock-doctor fleet --accounts org --regions us-east-1 --models amazon.nova-lite-v1:0 --role App --assume-role BedrockDoctorRead --output fleet.jsonl',
        'every account of the organization',
      ],
      ['bedrock-doctor fleet report fleet.jsonl --format html --output fleet.html', 'draw it'],
    ],
  },
  {
    name: 'mcp',
    help: 'the read-only commands as tools for coding agents, over stdio',
    options: ['profile', 'region', 'endpointUrl', 'assumeRole', 'externalId', 'config', 'debug'],
    examples: [
      ['bedrock-doctor mcp', 'started by the agent, not by hand: docs/agents.md has the lines'],
      ['bedrock-doctor mcp --profile work --region us-east-1', 'tools cannot choose another profile or Region'],
    ],
  },
  {
    name: 'demo',
    args: '[scenario]',
    help: 'a whole story on the embedded sandbox: refused, fixed, checked; no AWS account',
    options: [...OFFLINE, 'list', 'speed'],
    examples: [
      ['bedrock-doctor demo', "the guide's story: refused, fixed, a poem, undone"],
      ['bedrock-doctor demo role-ecs-task', 'another one; --list has them all'],
    ],
  },
  {
    name: 'sandbox',
    formats: ['text', 'json'],
    help: 'serve the embedded sandbox on 127.0.0.1 for any AWS client',
    options: [...OFFLINE, 'scenario', 'accounts', 'port', 'speed', 'latency', 'logDelay', 'list'],
    examples: [['bedrock-doctor sandbox --scenario role-ecs-task', 'prints the export lines for another terminal']],
  },
  {
    name: 'completion',
    args: '<shell>',
    argument: 'bash, zsh or fish',
    help: 'the script with which bash, zsh or fish complete commands and options',
    options: ['color', 'debug'],
    examples: [
      ['source <(bedrock-doctor completion bash)', 'bash: now; in ~/.bashrc: always'],
      ['source <(bedrock-doctor completion zsh)', 'zsh: the same, in ~/.zshrc after compinit'],
      ['bedrock-doctor completion fish > ~/.config/fish/completions/bedrock-doctor.fish', 'fish'],
    ],
  },
  {
    name: 'help',
    args: '[topic]',
    help: 'help of a command, or on: exit-codes, formats, config, permissions',
    options: ['color', 'debug'],
    examples: [
      ['bedrock-doctor help exit-codes', 'a topic'],
      ['bedrock-doctor help fix', 'a command'],
    ],
  },
];

/** Commands that help does not list: the walk runs without a name on a terminal, and shells ask what may be completed. */
export const HIDDEN: readonly Declared[] = [
  { name: 'walk', help: 'the guided walk', options: COMMON, examples: [] },
  { name: '__complete', args: '[words...]', help: 'what can be typed here', options: [], examples: [] },
];
