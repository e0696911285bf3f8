import { nearestOf } from '../core/nearest.ts';
import { takesValue, wordsOf } from '../options/flag-words.ts';
import { longFlag, OPTIONS } from '../options/table.ts';
import type { Declared } from './commands.ts';

/** What the parser found wrong: its code, its own words, and the arguments the command was given. */
export interface ParserError {
  readonly code: string;
  readonly message: string;
  readonly argv: readonly string[];
  readonly given: readonly string[];
}

/** What is in quotes in the parser's words, which may hold quotes itself. */
const quotedIn = (message: string): string => /'(.*)'/s.exec(message.split('\n(')[0] ?? '')?.[1] ?? '';

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

/** What is wrong with a command line that cannot be understood, and the next step, on one line. */
export function sayUsageError({ code, message, argv, given }: ParserError, commands: readonly Declared[]): string {
  const word = quotedIn(message);
  const command = commands.find(({ name }) => name === argv[0]) ?? null;
  // The walk runs without its name.
  const called = command === null || command.name === 'walk' ? 'bedrock-doctor' : `bedrock-doctor ${command.name}`;
  switch (code) {
    case 'commander.unknownCommand': {
      const meant = nearestOf(
        word,
        commands.map(({ name }) => name),
      );
      return meant === null
        ? `There is no command ${word}; bedrock-doctor --help lists them.`
        : `There is no command ${word}; did you mean ${meant}?`;
    }
    case 'commander.unknownOption':
      return command === null ? beforeCommand(word, commands) : unknownOption(word, command, called, commands);
    case 'commander.optionMissingArgument':
      return `${word.split(' ')[0]} needs a value; write ${word}.`;
    case 'commander.missingArgument':
      return `${called} needs a ${word}: ${command?.argument ?? `see ${called} --help`}.`;
    case 'commander.excessArguments': {
      const most = command?.args === undefined ? 'no argument' : 'one argument';
      const extra = given.slice(command?.args === undefined ? 0 : 1).map((one) => JSON.stringify(one));
      return `${called} takes ${most}; leave ${listed(extra)} out, or see ${called} --help.`;
    }
    default:
      return `${message.replace(/^error: /, '')}; see ${called} --help.`;
  }
}

/** An option the command has not: a slip of the finger, another command's, or none. */
function unknownOption(word: string, command: Declared, called: string, commands: readonly Declared[]): string {
  const [flag = word] = word.split('=');
  const own = command.options.find((name) => wordsOf(name).includes(flag));
  if (own !== undefined && !takesValue(own)) return `${flag} takes no value; write ${flag} alone.`;
  const list =
    command.name === 'walk' ? 'bedrock-doctor --help lists the commands' : `${called} --help lists the options`;
  const others = commands.filter(
    ({ name, options }) => name !== 'walk' && options.some((one) => wordsOf(one).includes(flag)),
  );
  if (others.length > 0) {
    const names = listed(others.map(({ name }) => name));
    return `${flag} is an option of ${names}, not of ${command.name === 'walk' ? 'the guided walk' : command.name}; ${list}.`;
  }
  const meant = nearestOf(
    flag.replace(/^-+/, ''),
    command.options.map((name) => longFlag(name).slice(2)),
  );
  if (meant !== null) return `There is no option ${flag}; did you mean --${meant}?`;
  const text = command.name === 'explain' ? `; a text that begins with - goes after --: ${called} -- TEXT` : '';
  return `There is no option ${flag}; ${list}${text}.`;
}

/** An option where the command was to stand. */
function beforeCommand(word: string, commands: readonly Declared[]): string {
  const [flag = word] = word.split('=');
  const known = commands.some(({ options }) => options.some((one) => wordsOf(one).includes(flag)));
  return known
    ? `${flag} needs a command before it, such as bedrock-doctor diagnose ${flag} …; bedrock-doctor --help lists them.`
    : `There is no option ${flag}; bedrock-doctor --help lists the commands.`;
}

/** The first option whose value is another flag of the command, which was forgotten or meant to stand alone; a sentence, or null. */
export function swallowedFlag(argv: readonly string[], commands: readonly Declared[]): string | null {
  const [called, ...words] = argv;
  const options = commands.find(({ name }) => name === called)?.options ?? [];
  const known = new Set(options.flatMap(wordsOf));
  for (const [at, word] of words.entries()) {
    if (word === '--') return null;
    const name = options.find((one) => takesValue(one) && wordsOf(one).includes(word));
    const next = words[at + 1];
    if (name !== undefined && next !== undefined && known.has(next)) {
      return `${longFlag(name)} needs a value before ${next}; write ${OPTIONS[name].flag}.`;
    }
  }
  return null;
}
