/** Levels at which a line reports an error; a word of a formatter in any language. */
const ERROR_LEVELS = new Set(['ERROR', 'ERR', 'FATAL', 'CRITICAL', 'CRIT', 'SEVERE', 'ALERT', 'EMERG', 'PANIC']);

/** What is before an application's own words: a time, a level, the name of a logger or a component. */
const PREFIX =
  /^(?:\s|\d{4}[-/]\d\d[-/]\d\d(?:[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?)?|\d\d:\d\d:\d\d[.,\d]*|\[[^\]\n]{1,60}\]|\d+ \||[0-9a-f]{8}-[0-9a-f-]{27}|[\w.-]{1,60}:\d+)+/;
/** A level as formatters without a field of their own write it: 'ERROR:root:…', 'level=error', '[ERROR]'. */
const WRITTEN_LEVEL =
  /^\W{0,3}(?:\S{8,40}\s+)?(?:level=)?\[?(ERROR|FATAL|CRITICAL|SEVERE|PANIC|INFO|DEBUG|TRACE|WARN|WARNING|NOTICE)\b/i;

/** An exception's name with its message, or the frame that an SDK puts around AWS's words. */
const FRAME = new RegExp(
  [
    String.raw`(?:[\w$]+[.:#]+)*[\w$]*(?:Error|Exception|Fault|ThrottlingException)\b(?:\s\[[^\]]*\])?\s?[:({]`,
    String.raw`An error occurred \(`,
    String.raw`operation error [\w ]{1,60}: `,
    'Error:? ',
    'Uncaught ',
    'panic: ',
    'Task timed out after',
    String.raw`Traceback \(most recent call last\)`,
    String.raw`"?[\w.]*(?:Exception|Error)"? when calling`,
    String.raw`<\w*Error(?:Response)?\b`,
  ].join('|'),
);
const AT_START = new RegExp(`^(?:${FRAME.source})`);
/** A trace that goes with an exception, in the common languages. */
const TRACE = /\n\s+at \S+.*[:(]|Traceback \(most recent call last\)|\n\s+File "[^"]+", line \d+|\ngoroutine \d+ \[/;
/** The application says that something failed, and goes on with the frame: nothing is quoted in between. */
const SAID_TO_FAIL =
  /^[^"'`\u2018-\u201d\n]{0,160}?\b(?:error|failed|failure|failing|exception|fatal|unable|could not|cannot|can't|denied|refused)\b[^"'`\u2018-\u201d\n]{0,120}$/i;

const ERROR_MEMBERS = ['errorMessage', 'errorType', '__type', 'error', 'Error', 'exception', 'err', 'stackTrace'];
/** A JSON object that is an error's body, or a structured line about one. */
function isErrorBody(text: string): boolean {
  if (!text.startsWith('{')) return false;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return false;
    const own = value as { readonly [member: string]: unknown };
    const level = own['level'] ?? own['severity'] ?? own['levelname'] ?? own['log.level'];
    if (typeof level === 'string') return ERROR_LEVELS.has(level.toUpperCase());
    // Pino and bunyan count: 50 is error, 60 fatal.
    if (typeof level === 'number') return level >= 50;
    return ERROR_MEMBERS.some((member) => own[member] !== undefined && own[member] !== null && own[member] !== false);
  } catch {
    return false;
  }
}

/**
 * Whether a line reports an error, and does not merely quote one (contract, section 3, rule 10): at error level, as an
 * exception, a traceback or an error body; without a level if it is itself an error's frame. What a person wrote and what
 * an INFO line quotes are none. `level`: of the line where its format has one; `message`: the application's own words.
 */
export function reportsError(level: string | null, message: string): boolean {
  if (level !== null) {
    if (ERROR_LEVELS.has(level)) return true;
    // An exception that is printed whole reports itself.
    return level !== 'DEBUG' && level !== 'TRACE' && TRACE.test(message) && AT_START.test(message.trimStart());
  }
  const text = message.trim();
  if (isErrorBody(text)) return true;
  const written = WRITTEN_LEVEL.exec(text.replace(PREFIX, ''))?.[1] ?? WRITTEN_LEVEL.exec(text)?.[1];
  if (written !== undefined) return ERROR_LEVELS.has(written.toUpperCase());
  const own = text.replace(PREFIX, '');
  if (AT_START.test(own) || TRACE.test(own)) return true;
  const at = own.search(FRAME);
  return at > 0 && SAID_TO_FAIL.test(own.slice(0, at));
}
