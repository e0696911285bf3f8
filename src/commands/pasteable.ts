import { withoutSecrets } from '../core/secrets.ts';
import { commandWords, type Given } from '../options/command-line.ts';
import type { Settled } from '../options/resolve.ts';
import { type Kind, longFlag, OPTIONS, type OptionName } from '../options/table.ts';

/** Options that say whom and what a command means, in the order they are printed in (contract, section 1, Streams). */
const OF_TARGET = [
  'profile',
  'region',
  'assumeRole',
  'externalId',
  'endpointUrl',
  'stack',
  'function',
  'role',
  'user',
  'me',
  'model',
  'apiUrl',
  'logGroup',
  'request',
  'config',
] as const;

/** The ones that exist in this version: helpers add them one by one. */
const known = (name: string): name is OptionName => Object.hasOwn(OPTIONS, name);

/** Options whose text may hold a password. */
const isAddress = (name: string): boolean => name === 'apiUrl' || name === 'endpointUrl';

/** How an option's text is read. */
const kindOf = (name: OptionName): Kind => OPTIONS[name].kind;

/** What a printed command needs to know of the run. */
export interface Resolved {
  readonly options: Settled;
  readonly host: { readonly env: Readonly<Record<string, string | undefined>> };
  /** What the run found out or was answered, and what a cell says, in place of the option. */
  readonly chosen?: { readonly [name in OptionName]?: string | true };
}

/** Where the keys stand in the environment, a profile that no flag names is not used, and naming it would mean another account. */
const isUnused = (name: string, { options, host: { env } }: Resolved): boolean =>
  name === 'profile' &&
  options.source('profile')?.from !== 'flag' &&
  Boolean(env['AWS_ACCESS_KEY_ID']) &&
  Boolean(env['AWS_SECRET_ACCESS_KEY']);

/** The options that were given, whoever gave them: another shell, a letter or a page has not the same variables and files. */
function givenIn(resolved: Resolved): readonly Given[] {
  const { options, chosen = {} } = resolved;
  return OF_TARGET.flatMap((name): readonly Given[] => {
    if (!known(name)) return [];
    const own = chosen[name];
    if (own !== undefined) return [{ name, value: own }];
    if (options.source(name) === null || isUnused(name, resolved)) return [];
    if (kindOf(name) === 'flag') return options.flag(name) ? [{ name, value: true }] : [];
    // A model may be given several times.
    const values = name === 'model' ? (options.list(name) ?? []) : [options.text(name)];
    return values.flatMap((sourced) =>
      sourced === null || (isAddress(name) && withoutSecrets(sourced.value) !== sourced.value)
        ? []
        : [{ name, value: sourced.value }],
    );
  });
}

/**
 * A command to paste: `command` as it stands, and behind it whatever it takes to mean the same target, quoted for a shell.
 * Flags that `command` has already are not repeated; a consent that was not given is never added. The only place where
 * a command that is printed gets its target.
 */
export function pasteable(resolved: Resolved, command: string): string {
  const there = new Set(command.split(' ').filter((word) => word.startsWith('--')));
  const more = givenIn(resolved).filter(({ name }) => !there.has(longFlag(name)));
  return [command, ...commandWords(more)].join(' ');
}
