import type { Dialect } from '../core/dialect.ts';
import { NOT_LINEAR } from '../core/pattern.ts';
import { UsageError } from '../core/usage-error.ts';
import type { Given } from '../options/layer.ts';

const WORDS = ['success', 'failure', 'calling'] as const;
const LISTS = ['expect', 'forbid'] as const;

/**
 * The dialect that the config file's `application` describes; null where there is none. Throws a `UsageError`, also for an
 * expression that could take for ever.
 */
export async function readDialect(given: Given | null): Promise<Dialect | null> {
  if (given === null) return null;
  const { linearPattern } = await import('../core/linear.ts');
  const { value, source } = given;
  const where = source.from === 'file' ? `"application" in ${source.path}, line ${source.line},` : '"application"';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${where} must be an object such as {"success": "order placed", "failure": "order failed"}.`);
  }
  const own = value as { readonly [key: string]: unknown };
  const unknown = Object.keys(own).find((key) => ![...WORDS, ...LISTS].includes(key as never));
  if (unknown !== undefined) {
    throw new UsageError(
      `${where} has no key ${JSON.stringify(unknown)}; its keys are ${[...WORDS, ...LISTS].join(', ')}.`,
    );
  }
  const pattern = (key: string, text: unknown): string => {
    if (typeof text !== 'string' || text === '') throw new UsageError(`${where} must have a text in "${key}".`);
    let expression: RegExp;
    try {
      // {model} stands for the model's id.
      expression = new RegExp(text.replaceAll('{model}', 'model'));
    } catch (error) {
      throw new UsageError(
        `${where} has no regular expression in "${key}": ${error instanceof Error ? error.message : text}.`,
      );
    }
    if (linearPattern(expression) === null)
      throw new UsageError(`${where} has an expression in "${key}" that ${NOT_LINEAR}`);
    return text;
  };
  const word = (key: (typeof WORDS)[number]): string | null => (own[key] === undefined ? null : pattern(key, own[key]));
  const list = (key: (typeof LISTS)[number]): readonly string[] => {
    const texts = own[key];
    if (texts === undefined) return [];
    return (Array.isArray(texts) ? texts : [texts]).map((text: unknown) => pattern(key, text));
  };
  return {
    success: word('success'),
    failure: word('failure'),
    calling: word('calling'),
    expect: list('expect'),
    forbid: list('forbid'),
  };
}

/** The lists of that dialect that are given: what is left out keeps its default. Throws as `readDialect` does. */
export async function readDialectLists(given: Given | null): Promise<Partial<Pick<Dialect, (typeof LISTS)[number]>>> {
  const dialect = await readDialect(given);
  return dialect === null
    ? {}
    : Object.fromEntries(LISTS.filter((key) => dialect[key].length > 0).map((key) => [key, dialect[key]]));
}
