import { harmless } from '../../core/harmless.ts';
import type { LogEntry } from '../../core/log-entry.ts';

/** Without its line ends at the end. A regular expression for it takes minutes for 256 KB of them followed by a letter. */
function withoutEnd(message: string): string {
  let end = message.length;
  while (end > 0 && (message[end - 1] === '\n' || message[end - 1] === '\r')) end -= 1;
  return message.slice(0, end);
}

/** The message only, on one line; its tabs stay, since programs cut lines at them. */
export const rawEntry = ({ message }: LogEntry): string =>
  `${withoutEnd(message)
    .replace(/\r\n?|\n/g, ' ')
    .split('\t')
    .map(harmless)
    .join('\t')}\n`;
