import { linearPattern } from '../core/linear.ts';
import { NOT_LINEAR, type Pattern } from '../core/pattern.ts';
import { UsageError } from '../core/usage-error.ts';
import { parseLambdaLine } from '../errors/log-line.ts';

/** What is expected of the lines of one request. */
export interface Expectations {
  /** In this order, each with its words for a reader. */
  readonly expected: readonly { readonly pattern: Pattern; readonly words: string }[];
  readonly forbidden: readonly Pattern[];
}

/** What one request's lines came to. */
export interface Seen {
  /** The lines that matched, in order. */
  readonly seen: readonly string[];
  /** The expectations that did not. */
  readonly missing: readonly string[];
  readonly forbidden: readonly string[];
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const compileNative = (pattern: string, filled: string): RegExp => {
  try {
    return new RegExp(filled, 'u');
  } catch {
    try {
      // What is only valid without the flag is still a regular expression: \- and the like.
      return new RegExp(filled);
    } catch {
      throw new UsageError(`${JSON.stringify(pattern)} is not a valid regular expression.`);
    }
  }
};

/**
 * Compiles patterns for an engine on which none of them can take for ever. Throws a `UsageError` that names the one that
 * is no regular expression, or needs an engine that can.
 */
export function compile(patterns: readonly string[], model: string): readonly Pattern[] {
  return patterns.map((pattern) => {
    const linear = linearPattern(
      compileNative(
        pattern,
        pattern.replaceAll('{model}', () => literal(model)),
      ),
    );
    if (linear === null) throw new UsageError(`${JSON.stringify(pattern)} ${NOT_LINEAR}`);
    return linear;
  });
}

/** Expectations from their texts. Throws a `UsageError` that names the one that is no regular expression. */
export function expectationsOf(expected: readonly string[], forbidden: readonly string[], model: string): Expectations {
  const words = expected.map((pattern) => readable(pattern, model));
  return {
    expected: compile(expected, model).map((pattern, index) => ({ pattern, words: words[index] ?? pattern.source })),
    forbidden: compile(forbidden, model),
  };
}

/** Lines of one request against the expectations: each must come after the one before. Pure. */
export function match(lines: readonly string[], { expected, forbidden }: Expectations): Seen {
  const messages = lines.map((line) => parseLambdaLine(line).message.trim());
  const seen: string[] = [];
  const missing: string[] = [];
  let from = 0;
  for (const { pattern, words } of expected) {
    const at = messages.findIndex((message, place) => place >= from && pattern.test(message));
    if (at < 0) missing.push(words);
    else {
      seen.push(messages[at] ?? '');
      from = at + 1;
    }
  }
  return { seen, missing, forbidden: messages.filter((message) => forbidden.some((pattern) => pattern.test(message))) };
}

/** An expectation as a reader knows it: without the escapes of a regular expression. */
const readable = (pattern: string, model: string): string =>
  pattern
    .replaceAll('{model}', () => model)
    .replaceAll('\\d+', '<n>')
    .replace(/\\(.)/g, '$1');
