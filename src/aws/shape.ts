import { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from './error.ts';

/** What a command of the SDK knows of its operation: the last member describes the answer. */
type Described = { readonly schema?: readonly unknown[] };

/** Deeper than any answer of AWS's; what is deeper is made to exhaust whoever walks through it. */
const MOST_DEEP = 64;

/**
 * Throws an `AwsError` when an answer is not in the shape that AWS's model of the service gives it
 * (https://smithy.io/2.0/spec/simple-types.html): the SDK passes on what came, an object where a text belongs, too. What is
 * missing is not looked at here, since most members may be.
 */
export function mustHaveShape(command: unknown, answer: unknown, action: string): void {
  const output = (command as Described).schema?.at(-1);
  if (output === undefined || output === 'unit') return;
  const wrong = misfit(NormalizedSchema.of(output as never), answer, 'answer', 0);
  if (wrong !== null) throw new AwsError('garbled', 'UnreadableAnswer', `in the answer ${wrong}`, null, action, null);
}

/** What does not fit, in words, or null. */
function misfit(schema: NormalizedSchema, value: unknown, path: string, depth: number): string | null {
  if (value === undefined || value === null || schema.isDocumentSchema() || schema.isStreaming()) return null;
  if (depth > MOST_DEEP) return `${path} is nested too deep`;
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return `${path} is no list`;
    const item = schema.getValueSchema();
    return firstOf(value.entries(), ([at, one]) => misfit(item, one, `${path}[${at}]`, depth + 1));
  }
  if (schema.isMapSchema()) {
    if (!isPlain(value)) return `${path} is no map`;
    const item = schema.getValueSchema();
    return firstOf(Object.entries(value), ([key, one]) => misfit(item, one, `${path}.${key}`, depth + 1));
  }
  if (schema.isStructSchema()) {
    if (!isPlain(value)) return `${path} is no object`;
    const members = value as { readonly [name: string]: unknown };
    return firstOf(schema.structIterator(), ([name, member]) =>
      misfit(member, members[name], path === 'answer' ? name : `${path}.${name}`, depth + 1),
    );
  }
  if (schema.isTimestampSchema())
    return value instanceof Date && !Number.isNaN(value.getTime()) ? null : `${path} is no time`;
  if (schema.isBlobSchema())
    return typeof value === 'string' || value instanceof Uint8Array ? null : `${path} is no data`;
  if (schema.isStringSchema()) return typeof value === 'string' ? null : `${path} is no text`;
  if (schema.isBooleanSchema()) return typeof value === 'boolean' ? null : `${path} is neither true nor false`;
  if (schema.isNumericSchema()) return typeof value === 'number' ? null : `${path} is no number`;
  return null;
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);

function firstOf<T>(items: Iterable<T>, wrong: (item: T) => string | null): string | null {
  for (const item of items) {
    const found = wrong(item);
    if (found !== null) return found;
  }
  return null;
}
