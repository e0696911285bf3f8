import type { CauseId } from '../core/cause.ts';
import type { Seen } from '../core/report.ts';
import { decisive, type Reading, type Recognition, type Unlisted } from './recognition.ts';
import { readErrors } from './recognize.ts';

/** What a text says in all: the error that decides, and every cause with its count, in order of first appearance. */
export interface Said {
  readonly decides: Recognition | null;
  readonly seen: readonly Seen[];
  /** The last error of Bedrock's that neither its words nor its exception tell. */
  readonly unlisted: Unlisted | null;
}

const TIME = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/;
/** Milliseconds since 1970, of this century. */
const EPOCH = /\b1[5-9]\d{11}\b/;

/** The time a line gives, ISO 8601; null when it gives none. */
export function timeOf(text: string): string | null {
  const iso = TIME.exec(text)?.[0];
  if (iso !== undefined) return iso.replace(' ', 'T').replace(',', '.');
  const epoch = EPOCH.exec(text)?.[0];
  return epoch === undefined ? null : new Date(Number(epoch)).toISOString();
}

/** What one line says. */
export const saidIn = (line: string): Said => saidOf(readErrors(line), line);

/** A reading as it is told: the text gives the time. */
function saidOf({ found, unlisted }: Reading, text: string): Said {
  const at = found.length === 0 ? null : timeOf(text);
  const causes = new Set<CauseId>(found.map(({ cause }) => cause));
  return {
    decides: decisive(found),
    seen: [...causes].map((cause) => ({ cause, count: 1, first: at, last: at })),
    unlisted: unlisted.at(-1) ?? null,
  };
}
