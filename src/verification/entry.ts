import { CAUSES } from '../causes/catalogue.ts';
import type { LogEntry } from '../core/log-entry.ts';
import { parseLambdaLine } from '../errors/log-line.ts';
import { recognize } from '../errors/recognize.ts';

/** An event of a group as an entry. Pure, and never throws whatever is written in it. */
export function entryOf(event: {
  readonly timestamp: number;
  readonly stream: string;
  readonly id: string;
  readonly message: string;
}): LogEntry {
  const { requestId, level, message } = parseLambdaLine(event.message);
  const found = recognize(event.message);
  return {
    timestamp: event.timestamp,
    stream: event.stream,
    id: event.id,
    message: event.message,
    requestId,
    level,
    words: wordsOf(message),
    explained:
      found === null ? null : { cause: found.cause, title: CAUSES[found.cause].title, waitMinutes: found.waitMinutes },
  };
}

/** A JSON line whose message is no text: the error in it, or what is left without what stands beside it already. */
function wordsOf(message: string): string {
  if (!message.startsWith('{')) return message;
  try {
    const parsed = JSON.parse(message) as Readonly<Record<string, unknown>>;
    const inner = parsed['message'] ?? parsed['record'];
    if (typeof inner !== 'object' || inner === null) return message;
    const { errorType, errorMessage } = inner as Readonly<Record<string, unknown>>;
    if (typeof errorMessage === 'string')
      return typeof errorType === 'string' ? `${errorType}: ${errorMessage}` : errorMessage;
    const type = parsed['type'];
    // Deeper than the stack is high: then as it is written.
    const text = JSON.stringify(inner);
    return typeof type === 'string' ? `${type} ${text}` : text;
  } catch {
    return message;
  }
}
