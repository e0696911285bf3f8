import { visible } from './harmless.ts';
import type { Report } from './report.ts';
import { withoutSecrets } from './secrets.ts';

/** Parts of a report that are carried out or compared as they stand: policies, commands, names. */
const AS_THEY_STAND: ReadonlySet<string> = new Set(['changes', 'command', 'source', 'target']);

function mapped(value: unknown, change: (text: string) => string, spared: ReadonlySet<string>): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapped(item, change, spared));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, spared.has(key) ? item : mapped(item, change, spared)]),
  );
}

/** A report without the secrets that somebody else's words in it may hold. */
export const withoutSecretsIn = (report: Report): Report => mapped(report, withoutSecrets, AS_THEY_STAND) as Report;

/** Parts of a report that are not this program's own words, or are commands already. */
const NOT_OURS: ReadonlySet<string> = new Set([
  ...AS_THEY_STAND,
  'again',
  'evidence',
  'subject',
  'seen',
  'verification',
  'title',
  'risk',
  'time',
  'undo',
]);

/** A report whose sentences have been through `change`: notes, reasons, messages, steps. */
export const withSentences = (report: Report, change: (sentence: string) => string): Report =>
  mapped(report, change, NOT_OURS) as Report;

/** A report in which no letter of any field is one that a terminal or a page obeys. JSON writes such letters as escapes instead. */
export const visibleIn = (report: Report): Report => mapped(report, (text) => visible(text), new Set()) as Report;
