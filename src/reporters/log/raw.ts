import { harmless } from '../../core/harmless.ts';
import type { LogEntry } from '../../core/log-entry.ts';

/** The message only, on one line; its tabs stay, since programs cut lines at them. */
export const rawEntry = ({ message }: LogEntry): string =>
  `${message
    .replace(/[\r\n]+$/, '')
    .replace(/\r\n?|\n/g, ' ')
    .split('\t')
    .map(harmless)
    .join('\t')}\n`;
