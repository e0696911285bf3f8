const UNITS: { readonly [letter: string]: string } = { Y: 'year', M: 'month', W: 'week', D: 'day' };
/** Longer than this, years say more than days. */
const MANY_DAYS = 730;
const DAYS_A_YEAR = 365;

/** A duration of one unit in words, 'P36500D' as '100 years': https://www.rfc-editor.org/rfc/rfc3339#appendix-A; others as they are. */
export function periodWords(period: string): string {
  const [, digits, letter = ''] = /^P(\d+)([YMWD])$/.exec(period) ?? [];
  const unit = UNITS[letter];
  if (digits === undefined || unit === undefined) return period;
  const count = Number(digits);
  const inYears = letter === 'D' && count > MANY_DAYS && count % DAYS_A_YEAR === 0;
  const [shown, word] = inYears ? [count / DAYS_A_YEAR, 'year'] : [count, unit];
  return `${shown} ${word}${shown === 1 ? '' : 's'}`;
}
