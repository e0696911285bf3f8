import { UsageError } from '../core/usage-error.ts';
import type { Flags, ResolvedOptions } from './resolve.ts';
import { longFlag, type OptionName } from './table.ts';

/** Two flags of a command of which one makes the other useless or wrong. */
interface Against {
  readonly flag: OptionName;
  /** Only with one of these values. */
  readonly value?: readonly string[];
  readonly others: readonly OptionName[];
  /** Not where this flag is, too. */
  readonly unless?: OptionName;
  /** Goes on from the other flag: 'is for --option 2, not for --option {value}'. */
  readonly why: string;
}

/** A flag that does nothing without one of the others. */
interface Needs {
  readonly flags: readonly OptionName[];
  readonly others: readonly OptionName[];
  readonly next: string;
}

const AGAINST: { readonly [command: string]: readonly Against[] } = {
  fix: [
    {
      flag: 'plan',
      others: ['planOut'],
      why: 'makes a new plan, and --plan carries out a saved one as it stands',
    },
    {
      flag: 'option',
      value: ['1', '3'],
      others: ['template', 'deploy'],
      why: 'is for --option 2, not for --option {value}',
    },
    { flag: 'option', value: ['1'], others: ['grant'], why: 'is for --option 3, not for --option {value}' },
    { flag: 'option', value: ['2', '3'], others: ['useCase'], why: 'is for --option 1, not for --option {value}' },
    {
      flag: 'grant',
      others: ['template', 'deploy'],
      unless: 'option',
      why: 'is for --option 2, and --grant without an option means 3',
    },
  ],
  verify: [
    {
      flag: 'via',
      value: ['direct', 'role'],
      others: ['poem', 'request', 'answer'],
      why: 'needs the function, and --via {value} goes past it',
    },
    {
      flag: 'via',
      value: ['api', 'lambda'],
      others: ['stream', 'surface'],
      why: 'is for --via direct or role, not for --via {value}',
    },
    {
      flag: 'via',
      value: ['lambda', 'direct', 'role'],
      others: ['sign'],
      why: 'is for --via api, not for --via {value}',
    },
    {
      flag: 'via',
      value: ['lambda', 'role'],
      others: ['apiKeyEnv'],
      why: 'is for --via api, and for --surface mantle as you, not for --via {value}',
    },
  ],
  tail: [
    {
      flag: 'format',
      value: ['json'],
      others: ['raw'],
      why: 'prints the message only, and --format json an object for each line',
    },
  ],
  undo: [
    { flag: 'all', others: ['last'], why: 'takes back one change, and --all every one' },
    { flag: 'list', others: ['last', 'all'], why: 'takes back, and --list only shows' },
  ],
};

const NEEDS: { readonly [command: string]: readonly Needs[] } = {
  diagnose: [{ flags: ['redact'], others: ['save'], next: 'is about the saved facts; add --save FILE' }],
  preflight: [{ flags: ['redact'], others: ['save'], next: 'is about the saved facts; add --save FILE' }],
};

/**
 * Throws a `UsageError` for flags that cannot stand together, where one of them would silently have no effect. What
 * variables and files say is for many runs, and may well be of no use to this one.
 */
export function checkTogether(
  command: string,
  flags: Flags,
  { source, list, where }: Pick<ResolvedOptions, 'source' | 'list' | 'where'>,
): void {
  const given = (name: OptionName, values?: readonly string[]): boolean =>
    flags[name] !== undefined && (values === undefined || values.includes(String(flags[name])));
  for (const { flag, value, others, unless, why } of AGAINST[command] ?? []) {
    const other = others.find((name) => given(name));
    if (other === undefined || !given(flag, value) || (unless !== undefined && given(unless))) continue;
    const said = why.replace('{value}', String(flags[flag]));
    throw new UsageError(`${longFlag(other)} ${said}; leave one of them out.`);
  }
  for (const { flags: names, others, next } of NEEDS[command] ?? []) {
    const lonely = names.find((name) => given(name));
    if (lonely === undefined || others.some((name) => source(name) !== null)) continue;
    throw new UsageError(`${longFlag(lonely)} ${next}, or leave it out.`);
  }
  // Of several a run would silently take one.
  const stacks = command === 'preflight' ? [] : (list('stack') ?? []).flatMap(({ value }) => value.split(','));
  if (stacks.length > 1) {
    throw new UsageError(
      `${where('stack')} names ${stacks.length} stacks (${stacks.join(', ')}), and ${command} looks at one; name one, or use preflight.`,
    );
  }
}
