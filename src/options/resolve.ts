import type { Host } from '../core/host.ts';
import type { Source, Sourced } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import { parseDuration } from './duration.ts';
import { configLayer } from './files.ts';
import type { Given, Layer } from './layer.ts';
import { type SamConfig, samLayer } from './samconfig.ts';
import { longFlag, OPTIONS, type Option, type OptionName } from './table.ts';
import { variableOf } from './variable.ts';
import { whereFirst, whereIs } from './where.ts';

/** What commander found: option name → the text given, true or false for flags, a list for repeatable ones. */
export type Flags = Readonly<Record<string, unknown>>;

/** The options of one run: who set what, and readers that check the form. */
export interface ResolvedOptions {
  readonly text: (name: OptionName) => Sourced<string> | null;
  readonly flag: (name: OptionName, otherwise?: boolean) => boolean;
  /** Milliseconds. */
  readonly duration: (name: OptionName) => Sourced<number> | null;
  readonly list: (name: OptionName) => readonly Sourced<string>[] | null;
  /** A key of the config file that is no option, as it is there. */
  readonly config: (key: string) => Given | null;
  /** The same of samconfig.toml: a text or a list. */
  readonly sam: (key: string) => Given | null;
  /** The configuration file of SAM that is in force; null where there is none. */
  readonly samConfig: SamConfig | null;
  /** Throws a `UsageError` for any value of a wrong form, whether it was asked for or not. */
  readonly check: () => void;
  /** Who set an option, or null. */
  readonly source: (name: OptionName) => Source | null;
  /** Where an option was set, for an error: '--poem', '"poem" in .bedrock-doctor.json, line 3'. */
  readonly where: (name: OptionName) => string;
  /** The error for a value that cannot be used. `what` goes on from the option: 'must be …'. `value`: which of several. */
  readonly wrong: (name: OptionName, what: string, value?: string) => UsageError;
}

/** Flag, variable, config file, samconfig.toml: the first that has it wins (contract, section 1). `files`: whether files count. */
export async function resolveOptions(flags: Flags, host: Host, files = true): Promise<ResolvedOptions> {
  const config = files ? await configLayer(typeof flags['config'] === 'string' ? flags['config'] : null, host) : null;
  const before = (name: OptionName): Given | null =>
    fromFlag(name, flags) ?? fromVariables(name, host) ?? fromLayer(name, config);
  const template = before('template')?.value;
  const sam = files
    ? await samLayer(host, {
        file: before('configFile'),
        environment: before('configEnv'),
        template: typeof template === 'string' ? template : null,
      })
    : null;
  const find = (name: OptionName): Given | null => before(name) ?? fromSam(name, sam);
  const resolved: ResolvedOptions = {
    config: (key) => fromLayer(key, config),
    sam: (key) => fromLayer(key, sam),
    samConfig: sam,
    text: (name) => {
      const given = find(name);
      return given && { value: asText(name, given), source: given.source };
    },
    flag: (name, otherwise = false) => {
      const given = find(name);
      return given ? asFlag(name, given) : otherwise;
    },
    duration: (name) => {
      const given = find(name);
      if (!given) return null;
      return { value: asDuration(name, given), source: given.source };
    },
    list: (name) => {
      const given = find(name);
      if (!given) return null;
      return asList(name, given).map((value) => ({ value, source: given.source }));
    },
    check: () => {
      for (const name of Object.keys(OPTIONS) as OptionName[]) {
        const given = find(name);
        if (given) readAs(name, given);
      }
    },
    source: (name) => find(name)?.source ?? null,
    where: (name) => whereIs(name, find(name)?.source ?? { from: 'flag', name: longFlag(name) }),
    wrong: (name, what, value) => {
      const given = find(name);
      return wrong(name, given ?? { value: null, source: { from: 'default' } }, what, value);
    },
  };
  return resolved;
}

/** Reads a value by the kind of its option. Throws a `UsageError` for one of a wrong form. */
function readAs(name: OptionName, given: Given): void {
  const { kind } = OPTIONS[name];
  if (kind === 'flag') asFlag(name, given);
  else if (kind === 'duration') asDuration(name, given);
  else if (kind === 'list') asList(name, given);
  else asText(name, given);
}

const fromFlag = (name: OptionName, flags: Flags): Given | null =>
  flags[name] === undefined ? null : { value: flags[name], source: { from: 'flag', name: longFlag(name) } };

function fromVariables(name: OptionName, host: Host): Given | null {
  const option: Option = OPTIONS[name];
  for (const variable of [variableOf(name), ...(option.variables ?? [])]) {
    const value = host.env[variable];
    if (value === undefined || value === '') continue;
    return {
      value: option.kind === 'list' ? value.split('\n') : value,
      source: { from: 'env', name: variable },
    };
  }
  return null;
}

const fromLayer = (name: string, layer: Layer | null): Given | null => layer?.get(name) ?? null;

function fromSam(name: OptionName, sam: Layer | null): Given | null {
  const option: Option = OPTIONS[name];
  return option.samconfig === undefined ? null : fromLayer(option.samconfig, sam);
}

const wrong = (name: OptionName, given: Given, what: string, value = given.value): UsageError =>
  new UsageError(`${whereFirst(name, given.source)} ${what} (it is ${JSON.stringify(value)}).`);

function asText(name: OptionName, given: Given): string {
  // Of a list that may be repeated the first, where one is wanted.
  if (OPTIONS[name].kind === 'list' && Array.isArray(given.value) && given.value.length > 0) {
    return asText(name, { ...given, value: given.value[0] });
  }
  const text = typeof given.value === 'number' ? String(given.value) : given.value;
  if (typeof text !== 'string') throw wrong(name, given, 'must be a text');
  if (text.trim() === '') {
    throw new UsageError(`${whereFirst(name, given.source)} is empty; give it a value, or leave it out.`);
  }
  const option: Option = OPTIONS[name];
  if (option.kind === 'choice' && option.choices?.includes(text) === false) {
    throw wrong(name, given, `must be one of ${option.choices.join(', ')}`);
  }
  if (option.kind === 'option-number' && !/^[123]$/.test(text)) throw wrong(name, given, 'must be 1, 2 or 3');
  return text;
}

function asDuration(name: OptionName, given: Given): number {
  const ms = parseDuration(asText(name, given));
  if (ms === null) throw wrong(name, given, 'must be a duration such as 30s, 5m or 1h');
  return ms;
}

const asList = (name: OptionName, given: Given): readonly string[] =>
  (Array.isArray(given.value) ? given.value : [given.value]).map((value: unknown) => asText(name, { ...given, value }));

const WORDS: { readonly [word: string]: boolean } = {
  true: true,
  '1': true,
  yes: true,
  false: false,
  '0': false,
  no: false,
};

function asFlag(name: OptionName, given: Given): boolean {
  if (typeof given.value === 'boolean') return given.value;
  const word = typeof given.value === 'string' ? WORDS[given.value.toLowerCase()] : undefined;
  if (word === undefined) throw wrong(name, given, 'must be true or false');
  return word;
}
