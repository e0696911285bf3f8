import { OPTIONS, type Option, type OptionName } from '../options/table.ts';

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
}

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
  option: {
    kind: 'words',
    words: [
      { value: '1', help: 'the account side' },
      { value: '2', help: 'the template' },
      { value: '3', help: "the role's policy" },
    ],
  },
  format: {
    kind: 'words',
    words: ['text', 'json', 'html', 'junit', 'sarif', 'markdown', 'github'].map((value) => ({ value, help: '' })),
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

function expectedOf(name: OptionName): Expected {
  const option: Option = OPTIONS[name];
  return (
    VALUES[name] ??
    (option.choices
      ? { kind: 'words', words: option.choices.map((value) => ({ value, help: '' })) }
      : { kind: 'anything' })
  );
}

/** What may stand as the last of these words, the ones after the program's name. Pure. */
export function expectedAt(words: readonly string[], commands: readonly Completable[]): Expected {
  const before = words.slice(0, -1);
  const current = words.at(-1) ?? '';
  const command = commands.find(({ name }) => before.includes(name));
  if (!command) {
    if (current.startsWith('-')) {
      return {
        kind: 'words',
        words: [
          { value: '--help', help: 'show help' },
          { value: '--version', help: 'show the version' },
        ],
      };
    }
    return { kind: 'words', words: commands.map(({ name, help }) => ({ value: name, help })) };
  }
  const last = optionNamed(before.at(-1) ?? '', command.options);
  if (last !== undefined && takesValue(OPTIONS[last])) return expectedOf(last);
  if (current.startsWith('-')) {
    return {
      kind: 'words',
      words: command.options.map((name) => ({ value: longOf(OPTIONS[name]), help: OPTIONS[name].help })),
    };
  }
  return ARGUMENTS[command.name] ?? { kind: 'anything' };
}
