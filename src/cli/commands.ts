import { COMMON, type OptionName } from '../options/table.ts';

/** One command: what help says of it, its own options, and the module that runs it, loaded late. */
export interface Declared {
  readonly name: string;
  readonly args?: string;
  /** What the argument may be, in words. */
  readonly argument?: string;
  readonly help: string;
  readonly options: readonly OptionName[];
  /** Options that may be given several times here. */
  readonly several?: readonly OptionName[];
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
    help: 'find out why the function gets denied, and what cures it; read only',
    options: [...COMMON, 'from', 'save', 'redact', 'only', 'skip', 'since', 'probe', 'failOn'],
  },
  {
    name: 'callers',
    help: 'who calls Bedrock in this account and Region, and who is refused; read only',
    options: [...COMMON.filter((name) => !OF_ONE_TARGET.has(name)), 'since', 'denied'],
  },
  {
    name: 'fix',
    help: 'plan the cure, show it, ask, apply, wait, check again',
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
  },
  {
    name: 'verify',
    help: 'wait until the cure is effective, generate one poem, follow the log',
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
  },
  {
    name: 'tail',
    help: "the function's log, nothing lost, Bedrock errors explained",
    options: [...COMMON, 'follow', 'since', 'overlap', 'raw', 'until', 'forbid'],
  },
  { name: 'undo', args: '[change]', help: 'take back what fix did', options: [...COMMON, 'list', 'last', 'all'] },
  {
    name: 'explain',
    args: '[text...]',
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
      'model',
      'logGroup',
    ],
  },
  {
    name: 'preflight',
    help: 'diagnose for CI: never asks, never spends, formats for CI',
    options: [...COMMON, 'from', 'save', 'redact', 'only', 'skip', 'since', 'failOn', 'maxAgeToEol'],
    several: ['model'],
  },
  {
    name: 'fleet',
    args: '[words...]',
    argument: 'nothing to look, or: merge FILE…, report FILE, diff OLD NEW',
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
  },
  {
    name: 'mcp',
    help: 'the read-only commands as tools for coding agents, over stdio',
    options: ['profile', 'region', 'endpointUrl', 'assumeRole', 'externalId', 'config', 'debug'],
  },
  {
    name: 'demo',
    args: '[scenario]',
    help: 'the whole story on the embedded sandbox; no AWS account',
    options: [...OFFLINE, 'list', 'speed'],
  },
  {
    name: 'sandbox',
    help: 'serve the embedded sandbox on 127.0.0.1 for any AWS client',
    options: [...OFFLINE, 'scenario', 'accounts', 'port', 'speed', 'latency', 'logDelay', 'list'],
  },
  {
    name: 'completion',
    args: '<shell>',
    argument: 'bash, zsh or fish',
    help: 'the script that completes our words in bash, zsh or fish',
    options: ['color', 'debug'],
  },
  {
    name: 'help',
    args: '[topic]',
    help: 'help of a command, or on: exit-codes, formats, config, permissions',
    options: ['color', 'debug'],
  },
];

/** Commands that help does not list: the walk runs without a name on a terminal, and shells ask what may be completed. */
export const HIDDEN: readonly Declared[] = [
  { name: 'walk', help: 'the guided walk', options: COMMON },
  { name: '__complete', args: '[words...]', help: 'what may stand here', options: [] },
];
