import { COMMON, OPTIONS, type Option, type OptionName } from '../options/table.ts';

/** One thing that may stand where the cursor is. */
export interface Candidate {
  readonly value: string;
  readonly help: string;
}

/** What a place takes: known words, names that have to be looked up, or files. */
export type Expected =
  | { readonly kind: 'words'; readonly words: readonly Candidate[] }
  | { readonly kind: 'names'; readonly of: 'profiles' | 'stacks' | 'scenarios' | 'causes' | 'checks' | 'changes' }
  | { readonly kind: 'files' }
  | { readonly kind: 'anything' };

/** A command as the command line declares it. */
export interface Completable {
  readonly name: string;
  readonly help: string;
  readonly options: readonly OptionName[];
  /** What `--format` takes here, where that is not every format. */
  readonly formats?: readonly string[];
  /** Options that take several values in a row here. */
  readonly several?: readonly OptionName[];
}

/** Without a command's name, on a terminal, it is the guided walk, which has the options of all. */
const WALK: Completable = { name: 'walk', help: '', options: COMMON };

/** What the values of some options are; all others are anything. */
const VALUES: { readonly [name in OptionName]?: Expected } = {
  profile: { kind: 'names', of: 'profiles' },
  stack: { kind: 'names', of: 'stacks' },
  scenario: { kind: 'names', of: 'scenarios' },
  only: { kind: 'names', of: 'checks' },
  skip: { kind: 'names', of: 'checks' },
  config: { kind: 'files' },
  output: { kind: 'files' },
  from: { kind: 'files' },
  save: { kind: 'files' },
  useCase: { kind: 'files' },
  template: { kind: 'files' },
  plan: { kind: 'files' },
  planOut: { kind: 'files' },
  poem: { kind: 'files' },
  request: { kind: 'files' },
  accounts: { kind: 'files' },
  resume: { kind: 'files' },
  configFile: { kind: 'files' },
  option: {
    kind: 'words',
    words: [
      { value: '1', help: 'the account side' },
      { value: '2', help: 'the template' },
      { value: '3', help: "the role's policy" },
    ],
  },
};

/** What the arguments of some commands are. */
const ARGUMENTS: { readonly [command: string]: Expected } = {
  explain: { kind: 'names', of: 'causes' },
  demo: { kind: 'names', of: 'scenarios' },
  undo: { kind: 'names', of: 'changes' },
  completion: { kind: 'words', words: ['bash', 'zsh', 'fish'].map((value) => ({ value, help: '' })) },
  help: {
    kind: 'words',
    words: ['exit-codes', 'formats', 'config', 'permissions'].map((value) => ({ value, help: '' })),
  },
};

const longOf = ({ flag }: Option): string => /--[a-z-]+/.exec(flag)?.[0] ?? flag;
const takesValue = ({ flag }: Option): boolean => flag.includes('<');

/** The option a word names, of those the command has. */
const optionNamed = (word: string, names: readonly OptionName[]): OptionName | undefined =>
  names.find((name) => {
    const option: Option = OPTIONS[name];
    return longOf(option) === word || option.flag.startsWith(`${word},`);
  });

function expectedOf(name: OptionName, { formats }: Completable): Expected {
  const option: Option = OPTIONS[name];
  const choices = name === 'format' ? (formats ?? option.choices) : option.choices;
  return (
    VALUES[name] ??
    (choices ? { kind: 'words', words: choices.map((value) => ({ value, help: '' })) } : { kind: 'anything' })
  );
}

/**
 * The words as if every value stood apart: `--flag=value` is two, and so are the three that bash makes of it, whose words
 * end at a `=` (https://www.gnu.org/software/bash/manual/html_node/Bash-Variables.html, COMP_WORDBREAKS).
 */
export function apart(words: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const [at, word] of words.entries()) {
    if (word === '=' && words[at - 1]?.startsWith('--')) {
      if (at === words.length - 1) found.push('');
      continue;
    }
    const [flag, value] = /^(--[a-z-]+)=(.*)$/s.exec(word)?.slice(1) ?? [];
    if (flag === undefined || value === undefined) found.push(word);
    else found.push(flag, value);
  }
  return found;
}

/** The option whose value the last word is: named just before, or farther off where it takes several. */
function optionOf(before: readonly string[], { options, several = [] }: Completable): OptionName | undefined {
  const last = optionNamed(before.at(-1) ?? '', options);
  if (last !== undefined) return takesValue(OPTIONS[last]) ? last : undefined;
  const earlier = optionNamed(before.findLast((word) => word.startsWith('-')) ?? '', options);
  const goesOn = earlier !== undefined && (OPTIONS[earlier].flag.includes('...') || several.includes(earlier));
  return goesOn ? earlier : undefined;
}

const flagsOf = (options: readonly OptionName[]): readonly Candidate[] =>
  options.map((name) => ({ value: longOf(OPTIONS[name]), help: OPTIONS[name].help }));

/** What may stand as the last of these words, the ones after the program's name. Pure. */
export function expectedAt(words: readonly string[], commands: readonly Completable[]): Expected {
  const all = apart(words);
  const [before, current] = [all.slice(0, -1), all.at(-1) ?? ''];
  const [first] = before;
  const named = commands.map(({ name, help }) => ({ value: name, help }));
  if (first === undefined) {
    if (!current.startsWith('-')) return { kind: 'words', words: named };
    const own = [
      { value: '--help', help: 'show help' },
      { value: '--version', help: 'show the version' },
    ];
    return { kind: 'words', words: [...own, ...flagsOf(WALK.options)] };
  }
  const command = first.startsWith('-') ? WALK : commands.find(({ name }) => name === first);
  if (!command) return { kind: 'anything' };
  // After `--` there are only arguments.
  const literal = before.includes('--');
  if (!literal && current.startsWith('-')) return { kind: 'words', words: flagsOf(command.options) };
  const option = literal ? undefined : optionOf(before, command);
  if (option !== undefined) return expectedOf(option, command);
  if (command === WALK) return { kind: 'words', words: named };
  const takes = ARGUMENTS[command.name] ?? { kind: 'anything' };
  return command.name === 'help' && takes.kind === 'words'
    ? { kind: 'words', words: [...takes.words, ...named.filter(({ value }) => value !== 'help')] }
    : takes;
}
