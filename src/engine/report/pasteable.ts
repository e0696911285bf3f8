import { COMMANDS } from '../../cli/commands.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { commandWords, type Given } from '../../options/command-line.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import { type Kind, longFlag, OPTIONS, type OptionName, TARGET_OPTIONS } from '../../options/table.ts';

/** Options that say whom and what a command means, in the order they are printed in (contract, section 1, Streams). */
const OF_TARGET = [...TARGET_OPTIONS, 'poem', 'request', 'config'] as const satisfies readonly OptionName[];

/** Options whose text may hold a password. */
const isAddress = (name: string): boolean => name === 'apiUrl' || name === 'endpointUrl';

/** How an option's text is read. */
const kindOf = (name: OptionName): Kind => OPTIONS[name].kind;

/** What a printed command needs to know of the run. */
export interface Resolved {
  readonly options: ResolvedOptions;
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

/** Options that name the principal, and the one that says where it is looked for. */
const OF_PRINCIPAL: readonly OptionName[] = ['function', 'role', 'user', 'me'];
const STANDS_BACK: ReadonlySet<OptionName> = new Set<OptionName>([...OF_PRINCIPAL, 'stack']);

/**
 * Whether what variables and files say of the principal is not meant: where a flag or the command itself names one, the run
 * took no other (contract, section 7), and beside it theirs would be a contradiction.
 */
function standsBack({ options, chosen = {} }: Resolved, there: ReadonlySet<string>): (name: OptionName) => boolean {
  const isNamed = (name: OptionName): boolean =>
    chosen[name] !== undefined || options.source(name)?.from === 'flag' || there.has(longFlag(name));
  const named = OF_PRINCIPAL.some(isNamed);
  return (name) => named && STANDS_BACK.has(name) && !isNamed(name);
}

/** The options that were given, whoever gave them: another shell, a letter or a page has not the same variables and files. */
function givenIn(resolved: Resolved): readonly Given[] {
  const { options, chosen = {} } = resolved;
  return OF_TARGET.flatMap((name): readonly Given[] => {
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

/** The words of a command line, quotes kept; what stands in quotes is one word. */
const WORD = /(?:'[^']*'|\\.|[^\s'\\])+/g;

/** The options that a command takes: what it would not understand is not printed behind it. */
function takenBy(command: string): (name: OptionName) => boolean {
  const name = command.match(WORD)?.[1] ?? '';
  const declared = COMMANDS.find((one) => one.name === name);
  // A list is read from this machine alone, and an undo goes to nobody's API.
  const idle: readonly OptionName[] = name === 'undo' ? ['apiUrl', 'logGroup'] : [];
  // What is only listed, or judged from a file, asks no account.
  if (/ --(?:list|from)(?![\w-])/.test(command)) return () => false;
  return (option) => !idle.includes(option) && (declared === undefined || declared.options.includes(option));
}

/**
 * A command to paste: `command` as it is, and behind it whatever it takes to mean the same target, quoted for a shell.
 * Flags that `command` has already are not repeated; a consent that was not given is never added. The only place where
 * a command that is printed gets its target.
 */
export function pasteable(resolved: Resolved, command: string): string {
  const there = new Set((command.match(WORD) ?? []).map((word) => word.replace(/^'|=.*/gs, '')));
  const takes = takenBy(command);
  const isBehind = standsBack(resolved, there);
  const more = givenIn(resolved).filter(({ name }) => takes(name) && !isBehind(name) && !there.has(longFlag(name)));
  return [command, ...commandWords(more)].join(' ');
}

/** A command in a sentence, up to its name; only those that look at AWS mean a target. */
const IN_PROSE = /\bbedrock-doctor (?:diagnose|callers|fix|verify|tail|undo|preflight|explain permissions)(?![\w-])/g;
/** What may follow the name: the id of a change, and flags; one with a value that begins with a dash is in quotes. */
const ARGUMENT =
  /^ (?:(?:\d{8}-\d{6}-[0-9a-z]{3}|--[a-z][a-z-]*(?:=(?:'[^']*'|\\.|[^\s'\\])+)?)(?![\w-])|(?='--[a-z-]+=)(?:'[^']*'|\\.)+)/;
/** A flag's value: a word. */
const VALUE = /^ (?:'[^']*'|\\.|[^\s'\\])+/;
/** A sentence's own signs behind its last word. */
const SIGNS = /[.,;:)]+$/;

/** The value of a flag at the beginning of a text, without the signs of the sentence that it ends. */
function valueAt(text: string): string {
  const [word = ''] = VALUE.exec(text) ?? [];
  return /^ '?--[a-z]/.test(text.slice(word.length)) ? word : word.replace(SIGNS, '');
}

const TAKES_VALUE: ReadonlySet<string> = new Set(
  (Object.keys(OPTIONS) as OptionName[]).filter((name) => kindOf(name) !== 'flag').map(longFlag),
);

/** How long the arguments are with which a text goes on. */
function argumentsAt(text: string): number {
  let length = 0;
  for (;;) {
    const [word] = ARGUMENT.exec(text.slice(length)) ?? [];
    if (word === undefined) return length;
    length += word.length;
    if (TAKES_VALUE.has(word.trim())) length += valueAt(text.slice(length)).length;
  }
}

/**
 * A sentence in which every command means the target of the run. What is written into a sentence by whoever does not know
 * the run goes through here where it leaves: notes, reasons, errors. Commands that have their target stay as they are.
 */
export function withTargets(resolved: Resolved, sentence: string): string {
  if (!sentence.includes('bedrock-doctor ')) return sentence;
  let done = '';
  let at = 0;
  for (const found of sentence.matchAll(IN_PROSE)) {
    const end = found.index + found[0].length;
    const whole = end + argumentsAt(sentence.slice(end));
    done += sentence.slice(at, found.index) + pasteable(resolved, sentence.slice(found.index, whole));
    at = whole;
  }
  return done + sentence.slice(at);
}
