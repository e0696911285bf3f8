import type { Dialect, OpenDialect } from '../core/dialect.ts';
import { parseLambdaLine } from '../errors/log-line.ts';

/**
 * Words of which a line that reports an error has at least one: the levels and members of `reportsError`, the words of an
 * error's frame and of a denial. In the few signs that CloudWatch Logs' own expressions know, which are JavaScript's too:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/regex-expressions.html
 */
const OF_ERRORS: readonly string[] = [
  '[Ee][Rr][Rr]',
  '[Ee]xception',
  'EXCEPTION',
  '[Ff]ault',
  '[Ff][Aa][Tt][Aa][Ll]',
  '[Cc][Rr][Ii][Tt]',
  '[Ss][Ee][Vv][Ee][Rr][Ee]',
  'ALERT',
  'alert',
  'EMERG',
  'emerg',
  '[Pp][Aa][Nn][Ii][Cc]',
  'level.{1,4}[56]0',
  '[Uu]ncaught',
  'Traceback',
  'goroutine',
  'stackTrace',
  '__type',
  '[Tt]imed\\sout',
  '[Dd]enied',
  'uthorized',
];

/** Letters that stand for themselves in an expression of CloudWatch Logs. */
const PLAIN = /[A-Za-z0-9_=@/;,-]/;
/** Fewer letters in a row are found everywhere. */
const LEAST = 4;

/**
 * The longest text that whatever a JavaScript expression matches has in it, as CloudWatch Logs takes it; null where none can be
 * told: of alternatives, groups and classes nothing is certain.
 */
function certainIn(source: string): string | null {
  if (/[|(]/.test(source.replace(/\\./g, '').replace(/\((?!\?)[^()|]*\)/g, ''))) return null;
  const runs: string[][] = [[]];
  const end = (): void => void runs.push([]);
  // An escape, a class, a group, a repetition, or one letter.
  for (const [piece] of source.matchAll(/\\.|\[[^\]]*\]|\((?:\\.|[^()])*\)|[*+?]|\{[^}]*\}|[\s\S]/g)) {
    if (/^[*?{]/.test(piece)) runs.at(-1)?.pop();
    if (/^[*+?{([^$]/.test(piece) || /^\\[bBwWdDnrtvfxucpPk0-9]/.test(piece)) end();
    else if (piece === '\\s' || piece === '\\S') end();
    else {
      const letter = piece.startsWith('\\') ? piece.slice(1) : piece;
      runs.at(-1)?.push(letter === ' ' ? '\\s' : PLAIN.test(letter) && piece !== '.' ? letter : '.');
    }
  }
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best));
  return longest.filter((letter) => letter !== '.').length < LEAST ? null : longest.join('');
}

/**
 * An expression that every line matches which can tell of a call in this dialect, for CloudWatch Logs as for JavaScript; null
 * where the dialect's own expressions do not tell one. Pure.
 */
export function tellingPattern({ success, failure, calling }: Dialect): string | null {
  const own = [success, failure, calling].flatMap((one) => (one === null ? [] : [certainIn(one)]));
  return own.includes(null) ? null : [...new Set([...own, ...OF_ERRORS])].join('|');
}

/** Whether a line can tell of a call in this dialect. */
export function mayTellIn({ dialect, success, failure, calling }: OpenDialect): (message: string) => boolean {
  const pattern = tellingPattern(dialect);
  const expression = new RegExp(pattern ?? OF_ERRORS.join('|'));
  if (pattern !== null) return (message) => expression.test(message);
  const own = [success, failure, calling].flatMap((one) => one ?? []);
  return (message) => {
    if (expression.test(message)) return true;
    const { message: words } = parseLambdaLine(message);
    return own.some((one) => one.test(words));
  };
}
