import { nearestOf } from '../../core/nearest.ts';
import { UsageError } from '../../core/usage-error.ts';
import { DURATION } from '../../options/duration.ts';
import type { Flags } from '../../options/resolve.ts';
import { OPTIONS, type Option, type OptionName } from '../../options/table.ts';
import { type Fixed, mustBeFixed } from './fixed.ts';

/**
 * The options that a tool takes, of those its command has. Whatever spends, consents, writes, names a file, or says where
 * calls and secrets go is not among them, nor how a result is printed; a new option is none until it is here.
 */
export const OFFERED: ReadonlySet<OptionName> = new Set<OptionName>([
  'profile',
  'region',
  'stack',
  'function',
  'role',
  'user',
  'me',
  'model',
  'logGroup',
  'timeout',
  'verbose',
  'only',
  'skip',
  'since',
  'failOn',
  'denied',
  'for',
  'option',
  'via',
  'grant',
  'replaceModel',
  'detach',
]);

/** An argument that is no option: the text to explain. */
export interface Own {
  readonly [name: string]: { readonly type: 'string'; readonly description: string; readonly enum?: readonly string[] };
}

/** How a tool's arguments are read. */
export interface Takes {
  readonly options: readonly OptionName[];
  readonly own: Own;
}

/** One option as JSON Schema says it. */
function propertyOf(name: OptionName): object {
  const { kind, help: description, choices }: Option = OPTIONS[name];
  switch (kind) {
    case 'flag':
      return { type: 'boolean', description };
    case 'list':
      return {
        description,
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
        ],
      };
    case 'duration':
      return { type: 'string', description, pattern: DURATION };
    case 'option-number':
      return { type: ['integer', 'string'], enum: [1, 2, 3, '1', '2', '3'], description };
    case 'choice':
      return { type: 'string', enum: choices, description };
    case 'text':
      return { type: 'string', minLength: 1, description };
  }
}

/** The options of a tool that a client may still choose. */
export const openOptions = ({ options }: Takes, fixed: Fixed): readonly OptionName[] =>
  options.filter((name) => OFFERED.has(name) && !Object.hasOwn(fixed, name));

/** The JSON Schema of a tool's arguments, made from the table of options. */
export const inputSchemaOf = (takes: Takes, fixed: Fixed): object => ({
  type: 'object',
  properties: {
    ...takes.own,
    ...Object.fromEntries(openOptions(takes, fixed).map((name) => [name, propertyOf(name)])),
  },
  additionalProperties: false,
});

/** Longest argument that is taken but for a text to explain, in letters: the longest ARN has 2,048. */
const MOST_LETTERS = 2_048;

function readValue(name: OptionName, value: unknown): unknown {
  const { kind }: Option = OPTIONS[name];
  const texts = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  const long = texts.some((one) => typeof one === 'string' && one.length > MOST_LETTERS);
  if (long) throw new UsageError(`${name} is longer than ${MOST_LETTERS} letters; give the name or ARN alone.`);
  if (kind === 'flag' && typeof value !== 'boolean') throw new UsageError(`${name} must be true or false.`);
  if (kind === 'list' && !texts.every((one) => typeof one === 'string'))
    throw new UsageError(`${name} must be a text or a list of texts.`);
  if (kind !== 'list' && Array.isArray(value)) throw new UsageError(`${name} must be one value, not a list.`);
  if (kind === 'option-number' && typeof value === 'number') return String(value);
  if (kind !== 'flag' && kind !== 'list' && typeof value !== 'string') throw new UsageError(`${name} must be a text.`);
  return kind === 'list' ? texts : value;
}

/**
 * The flags a call stands for: what it gives, and what the server was started with. Throws a `UsageError` for an argument
 * that the tool has not, and for another place than the server's.
 */
export function flagsOf(takes: Takes, fixed: Fixed, given: { readonly [name: string]: unknown }): Flags {
  mustBeFixed(fixed, given);
  const names = [...Object.keys(takes.own), ...openOptions(takes, fixed)];
  const unknown = Object.keys(given).find((name) => !names.includes(name) && !Object.hasOwn(fixed, name));
  if (unknown !== undefined) {
    const meant = nearestOf(unknown, names);
    throw new UsageError(
      `There is no argument ${JSON.stringify(unknown)} here; ${meant === null ? `there are ${names.join(', ')}.` : `did you mean ${meant}?`}`,
    );
  }
  return {
    ...Object.fromEntries(
      openOptions(takes, fixed).flatMap((name) =>
        given[name] === undefined ? [] : [[name, readValue(name, given[name])]],
      ),
    ),
    ...fixed,
  };
}
