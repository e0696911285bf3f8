import { UsageError } from '../core/usage-error.ts';
import { parseLambdaLine } from '../signatures/log-line.ts';

/** The guide's lines, in order; `{model}` stands for the model id. */
export const EXPECTED: readonly string[] = [
  '\\[Poetry\\] Request received',
  '\\[Poetry\\] Generating - Persona: hamlet, Language: ko',
  '\\[Poetry\\] Invoking Bedrock model: {model}',
  '\\[Poetry\\] Success - Generated \\d+ characters',
];
export const FORBIDDEN: readonly string[] = ['\\[Poetry\\] Bedrock error'];

/** What one request's lines came to. */
export interface Seen {
  /** The lines that matched, in order. */
  readonly seen: readonly string[];
  /** The expectations that did not. */
  readonly missing: readonly string[];
  readonly forbidden: readonly string[];
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Compiles expectations. Throws a `UsageError` that names the one that is no regular expression. */
export function compile(patterns: readonly string[], model: string): readonly RegExp[] {
  return patterns.map((pattern) => {
    try {
      return new RegExp(pattern.replaceAll('{model}', literal(model)), 'u');
    } catch {
      try {
        return new RegExp(pattern.replaceAll('{model}', literal(model)));
      } catch {
        throw new UsageError(`${JSON.stringify(pattern)} is not a valid regular expression.`);
      }
    }
  });
}

/** Lines of one request against the expectations: each must come after the one before. Pure. */
export function match(
  lines: readonly string[],
  expected: readonly RegExp[],
  forbidden: readonly RegExp[],
  words: readonly string[],
): Seen {
  const messages = lines.map((line) => parseLambdaLine(line).message.trim());
  const seen: string[] = [];
  const missing: string[] = [];
  let from = 0;
  for (const [index, pattern] of expected.entries()) {
    const at = messages.findIndex((message, place) => place >= from && pattern.test(message));
    if (at < 0) missing.push(words[index] ?? pattern.source);
    else {
      seen.push(messages[at] ?? '');
      from = at + 1;
    }
  }
  return { seen, missing, forbidden: messages.filter((message) => forbidden.some((pattern) => pattern.test(message))) };
}

/** An expectation as a reader knows it: without the escapes of a regular expression. */
export const readable = (pattern: string, model: string): string =>
  pattern.replaceAll('{model}', model).replaceAll('\\d+', '<n>').replace(/\\(.)/g, '$1');

/**
 * The lines of our own request: those with its id; else of the request whose success line counts as many characters
 * as the poem has; else of the only request that began after ours was sent. Pure.
 */
export function ownLines(
  events: readonly { readonly timestamp: number; readonly message: string }[],
  own: { readonly requestId: string | null; readonly characters: number | null; readonly sentAt: number },
): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { timestamp, message } of events) {
    if (timestamp < own.sentAt) continue;
    const id = parseLambdaLine(message).requestId ?? '';
    groups.set(id, [...(groups.get(id) ?? []), message]);
  }
  const byId = own.requestId === null ? undefined : groups.get(own.requestId);
  if (byId) return byId;
  const counted = [...groups.values()].filter((lines) =>
    lines.some((line) => new RegExp(`Generated ${own.characters} characters`).test(line)),
  );
  return counted.at(-1) ?? (groups.size === 1 ? ([...groups.values()][0] ?? []) : []);
}
