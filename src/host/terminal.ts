import type { Host } from '../core/host.ts';

type Env = Host['env'];

/** Where nobody says otherwise a terminal has this many columns. */
const DEFAULT_COLUMNS = 80;

/** Whether a continuous-integration service runs us: they all set CI, and some tools switch it off with `false` or `0`. */
export const isCi = (env: Env): boolean => !['', '0', 'false'].includes(env['CI'] ?? '');

/** Whether GitHub's runner reads what is printed: https://docs.github.com/en/actions/reference/variables-reference */
export const inActions = (env: Env): boolean => env['GITHUB_ACTIONS'] === 'true';

/**
 * Whether a stream gets color. `wanted` is false for --no-color. NO_COLOR beats everything (https://no-color.org);
 * FORCE_COLOR beats the missing terminal, TERM=dumb and CI (https://force-color.org). Pure.
 */
export function colorOn(env: Env, isTerminal: boolean, wanted: boolean): boolean {
  if (!wanted || (env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'] ?? '';
  if (force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb' && !isCi(env);
}

/**
 * Whether a line may be drawn over and over again: on a terminal that can, not in a recorded log, and not under NO_COLOR. A terminal that
 * was given no size has 0 columns, and a spinner would erase infinitely many lines of it. Pure.
 */
export const mayAnimate = (env: Env, isTerminal: boolean, columns: number | undefined): boolean =>
  isTerminal && (columns ?? 0) > 0 && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb' && !isCi(env);

/**
 * Whether characters beyond ASCII can be shown: not on a terminal without the glyphs, nor where the locale is set and
 * says otherwise (https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html, section 8.2). Pure.
 */
export function unicodeOn(env: Env): boolean {
  if (env['TERM'] === 'dumb' || env['TERM'] === 'linux') return false;
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return locale === '' || /utf-?8/i.test(locale);
}

/** The width to write for: the terminal's, else COLUMNS, else 80. Pure. */
export function columnsOf(env: Env, ofTerminal: number | undefined): number {
  const said = Number(env['COLUMNS']);
  return ofTerminal || (Number.isInteger(said) && said > 0 ? said : DEFAULT_COLUMNS);
}
