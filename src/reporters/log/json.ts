import { escaped } from '../../core/harmless.ts';
import type { LogEntry } from '../../core/log-entry.ts';

/** An entry as one JSON object on a line; the message is whole, and nothing in it can move the cursor. */
export const jsonEntry = ({ timestamp, stream, id, requestId, level, message, explained }: LogEntry): string =>
  `${escaped(
    JSON.stringify({
      timestamp: new Date(timestamp).toISOString(),
      stream,
      id,
      requestId,
      level,
      message,
      cause: explained?.cause ?? null,
      waitMinutes: explained?.waitMinutes ?? null,
    }),
  )}\n`;
