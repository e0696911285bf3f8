import type { Report } from '../../core/report.ts';

/** 'from 2026-11-24T03:00:00Z to …', as far as the text gives times. */
const when = (first: string | null, last: string | null): string =>
  first === null ? '' : first === last || last === null ? `  at ${first}` : `  from ${first} to ${last}`;

/** The causes a text shows, when there is more to say than the one that decides. */
export function seenLines({ seen }: Report): readonly string[] {
  if (seen.length === 0 || (seen.length === 1 && seen[0]?.count === 1)) return [];
  const width = Math.max(...seen.map(({ count }) => String(count).length));
  return [
    'Seen in the text',
    ...seen.map(({ cause, count, first, last }) => `  ${String(count).padStart(width)} × ${cause}${when(first, last)}`),
    '',
  ];
}
