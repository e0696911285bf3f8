import type { Json } from '../../../core/json.ts';

/** Where a statement is in its policy's text, as offsets; the end is behind its last character. */
interface Span {
  readonly start: number;
  readonly end: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

/** The spans of a policy's statements. One begins right behind the bracket, comma or colon before it, as AWS counts. */
function statementSpans(text: string): readonly Span[] {
  const spans: Span[] = [];
  let depth = 0;
  let key = '';
  let start = 0;
  /** The depth at which a statement ends; 0 outside the Statement element. */
  let endsAt = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      depth += 1;
      if (token === '[' && endsAt === 1 && depth === 2) {
        endsAt = 2;
        start = index + 1;
      }
    } else if (token === '}' || token === ']') {
      depth -= 1;
      if (token === '}' && endsAt > 0 && depth === endsAt) spans.push({ start, end: index + 1 });
    } else if (token === ':') {
      if (depth === 1) {
        endsAt = key === '"Statement"' ? 1 : 0;
        start = index + 1;
      }
    } else if (token === ',') {
      if (depth === endsAt) start = index + 1;
    } else if (depth === 1) {
      key = token;
    }
  }
  return spans;
}

/** Line and column, counted from 1. */
function position(text: string, offset: number): Json {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { Line: line, Column: offset - before.lastIndexOf('\n') };
}

/**
 * Where a statement begins and ends, as https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html has it;
 * empty where the text has no such statement.
 */
export function statementPosition(text: string, index: number): { readonly [name: string]: Json } {
  const span = statementSpans(text)[index];
  return span ? { StartPosition: position(text, span.start), EndPosition: position(text, span.end) } : {};
}
