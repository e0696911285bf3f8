import { Command, CommanderError, Option as Flag } from 'commander';
import { sayMistake, swallowedFlag } from './cli-error.ts';
import type { ExitCode } from './core/report.ts';
import { VERSION } from './core/version.ts';
import { COMMON, OPTIONS, type Option, type OptionName } from './options/table.ts';

/** One command: what help says of it, its own options, and the module that runs it, loaded late. */
interface Declared {
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

/** Every command, in the order help shows them. */
export const COMMANDS: readonly Declared[] = [
  {
    name: 'diagnose',
    help: 'find out why the function gets denied, and what cures it; read only',
    options: [...COMMON, 'from', 'save', 'redact', 'only', 'skip', 'since', 'probe', 'failOn'],
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
      'grant',
      'dryRun',
      'planOut',
      'plan',
      'wait',
      'verify',
      'since',
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
    name: 'demo',
    args: '[scenario]',
    help: 'the whole story on the embedded sandbox; no AWS account',
    options: [...OFFLINE, 'list', 'speed'],
  },
  {
    name: 'sandbox',
    help: 'serve the embedded sandbox on 127.0.0.1 for any AWS client',
    options: [...OFFLINE, 'scenario', 'port', 'speed', 'latency', 'logDelay', 'list'],
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
const HIDDEN: readonly Declared[] = [
  { name: 'walk', help: 'the guided walk', options: COMMON },
  { name: '__complete', args: '[words...]', help: 'what may stand here', options: [] },
];

/** Whether the arguments say what to do: a word, or help or version. Flags alone belong to the walk. */
export const namesCommand = (argv: readonly string[]): boolean =>
  argv[0] !== undefined && (!argv[0].startsWith('-') || /^(-h|--help|-V|--version)$/.test(argv[0]));

/** What the command line asks for. */
export interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly flags: Readonly<Record<string, unknown>>;
}

/** The command line was answered already, by help or version, or cannot be understood. */
export interface Answered {
  readonly exit: ExitCode;
}

/** Reads the command line. Prints help and version itself; usage errors exit 2. */
export function parse(
  argv: readonly string[],
  out: (text: string) => void,
  err: (text: string) => void,
): Invocation | Answered {
  let found: Invocation | null = null;
  let swallowed: string | null = null;
  const program = new Command('bedrock-doctor')
    .description('Finds out why a Lambda function gets 403 from Amazon Bedrock, cures it safely, and proves the cure.')
    .version(VERSION, '-V, --version')
    // What is wrong is said below, in our own words.
    .configureOutput({ writeOut: out, writeErr: err, outputError: () => undefined })
    .helpCommand(false)
    .exitOverride();
  const all = [...COMMANDS, ...HIDDEN];
  for (const { name, args, argument, help, options, several = [] } of all) {
    const command = program
      .command(name, { hidden: HIDDEN.some((one) => one.name === name) })
      .description(help)
      .exitOverride();
    if (args !== undefined) command.argument(args, argument);
    // The options of the others would only cost time.
    if (argv.includes(name)) for (const option of options) command.addOption(flagOf(option, several.includes(option)));
    command.action((...given: unknown[]) => {
      const rest = given.slice(0, args === undefined ? 0 : 1).flat();
      const flags = explicit(command);
      swallowed = swallowedFlag({ name, options }, flags);
      found = {
        command: name,
        args: rest.filter((item): item is string => typeof item === 'string'),
        flags: { ...flags, ...(argv.includes('--') ? { literal: true } : {}) },
      };
    });
  }
  const words = asHelpFlag(argv);
  const refuse = (sentence: string): Answered => {
    err(`${sentence}\n`);
    return { exit: 2 };
  };
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { exit: 0 };
    if (error.code === 'commander.help') return { exit: 2 };
    const given = program.commands.find((command) => command.name() === words[0])?.args ?? [];
    return refuse(sayMistake({ code: error.code, message: error.message, argv: words, given }, all));
  }
  if (swallowed !== null) return refuse(swallowed);
  if (found === null) {
    out(program.helpInformation());
    return { exit: 2 };
  }
  return found;
}

/** `help COMMAND` is `COMMAND --help`; `help TOPIC` is a command of its own. */
const asHelpFlag = (argv: readonly string[]): string[] => {
  const [first, second] = argv;
  if (first !== 'help' || argv.length > 2) return [...argv];
  if (second === undefined) return ['--help'];
  return COMMANDS.some(({ name }) => name === second) ? [second, '--help'] : [...argv];
};

const flagOf = (name: OptionName, several: boolean): Flag => {
  const option: Option = OPTIONS[name];
  return new Flag(several ? option.flag.replace('>', '...>') : option.flag, option.help);
};

/** Only what was really given: commander sets --no-… options to true by itself. */
const explicit = (command: Command): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'));
