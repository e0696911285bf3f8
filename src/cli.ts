import { Command, CommanderError, Option as Flag, Help } from 'commander';
import { commandFirst } from './cli/command-first.ts';
import { COMMANDS, type Declared, HIDDEN } from './cli/commands.ts';
import { examplesText, PURPOSE, programText } from './cli/help-text.ts';
import { sayUsageError, swallowedFlag } from './cli/usage-error.ts';
import type { ExitCode } from './core/report.ts';
import { VERSION } from './core/version.ts';
import { OPTIONS, type Option, type OptionName } from './options/table.ts';

/** Whether the arguments say what to do: a word, or help or version. Flags alone belong to the walk. */
const namesCommand = (argv: readonly string[]): boolean =>
  argv[0] !== undefined && (!argv[0].startsWith('-') || /^(-h|--help|-V|--version)$/.test(argv[0]));

/** Columns that a description needs beside its term; where there are fewer it is below. */
const BESIDE = 24;
/** Help that keeps to narrow terminals, where commander's own would leave its lines long. */
const HELP: Partial<Help> = {
  minWidthToWrap: 20,
  formatItem: (term, termWidth, description, helper) => {
    const width = helper.helpWidth ?? 80;
    if (description === '' || width - termWidth - 4 >= BESIDE) {
      return Help.prototype.formatItem.call(helper, term, termWidth, description, helper);
    }
    return `  ${term}\n${helper.boxWrap(description, width - 6).replace(/^/gm, '      ')}`;
  },
  formatHelp: (command, helper) => {
    const width = helper.helpWidth ?? 80;
    const own = COMMANDS.find(({ name }) => name === command.name());
    const more = own === undefined ? programText(width) : examplesText(own.examples, width);
    return `${Help.prototype.formatHelp.call(helper, command, helper)}${more}`;
  },
};

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

/** Where the answers go, and whether there is somebody to walk with where no command is named. */
interface Reader {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly walks: boolean;
}

/** Reads the command line. Prints help and version itself; usage errors exit 2. */
export function parse(given: readonly string[], { out, err, walks }: Reader): Invocation | Answered {
  let found: Invocation | null = null;
  const all = [...COMMANDS, ...HIDDEN];
  const inOrder = asHelpFlag(commandFirst(given, all));
  const argv = walks && !namesCommand(inOrder) ? ['walk', ...inOrder] : inOrder;
  const refuse = (sentence: string): Answered => {
    err(`${sentence}\n`);
    return { exit: 2 };
  };
  const swallowed = swallowedFlag(argv, all);
  if (swallowed !== null) return refuse(swallowed);
  const program = new Command('bedrock-doctor')
    .description(PURPOSE)
    .version(VERSION, '-V, --version')
    // What is wrong is said below, in our own words.
    .configureOutput({ writeOut: out, writeErr: err, outputError: () => undefined })
    .configureHelp(HELP)
    .helpCommand(false)
    .exitOverride();
  for (const declared of all) {
    const { name, args, argument, help, options } = declared;
    const command = program
      .command(name, { hidden: HIDDEN.some((one) => one.name === name) })
      .description(help)
      .exitOverride();
    if (args !== undefined) command.argument(args, argument);
    // The options of the others would only cost time.
    if (argv.includes(name)) for (const option of options) command.addOption(flagOf(option, declared));
    command.action((...given: unknown[]) => {
      const rest = given.slice(0, args === undefined ? 0 : 1).flat();
      found = {
        command: name,
        args: rest.filter((item): item is string => typeof item === 'string'),
        flags: { ...explicit(command), ...(argv.includes('--') ? { literal: true } : {}) },
      };
    });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { exit: 0 };
    if (error.code === 'commander.help') return { exit: 2 };
    const extra = program.commands.find((command) => command.name() === argv[0])?.args ?? [];
    return refuse(sayUsageError({ code: error.code, message: error.message, argv, given: extra }, all));
  }
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

/** Help of an option, with the values it takes where there are few. */
function helpOfOption(name: OptionName, { formats }: Declared): string {
  const { help, choices }: Option = OPTIONS[name];
  const values = name === 'format' ? (formats ?? choices) : choices;
  return values === undefined ? help : `${help}; one of ${values.join(', ')}`;
}

function flagOf(name: OptionName, declared: Declared): Flag {
  const option: Option = OPTIONS[name];
  const several = declared.several?.includes(name) ?? false;
  const flag = new Flag(several ? option.flag.replace('>', '...>') : option.flag, helpOfOption(name, declared));
  // Repeated, but never taking the word behind it.
  return option.kind === 'list' && !flag.variadic
    ? flag.argParser((value: string, before: readonly string[] | undefined) => [...(before ?? []), value])
    : flag;
}

/** Only what was really given: commander sets --no-… options to true by itself. */
const explicit = (command: Command): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli'));
