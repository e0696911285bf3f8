/** One line of a Lambda log, taken apart. */
export interface LambdaLine {
  readonly requestId: string | null;
  /** What the application wrote. */
  readonly message: string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Node's and Python's text format: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const TEXT = new RegExp(
  `^(?:\\[[A-Z]+\\]\\s+)?\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t(${UUID})\\t(?:[A-Z]+\\t)?([\\s\\S]*)$`,
);
/** The platform's own lines: START, END, REPORT, and time-outs. */
const PLATFORM = new RegExp(`(?:RequestId:\\s*|^\\S+Z )(${UUID})`);

/** Reads a line in Lambda's text or JSON format; anything else is a message without a request id. Never throws. */
export function parseLambdaLine(line: string): LambdaLine {
  const trimmed = line.replace(/\s+$/, '');
  if (trimmed.startsWith('{')) {
    const parsed = parseObject(trimmed);
    if (parsed) {
      const requestId = parsed['requestId'] ?? parsed['AWSRequestId'];
      const message = parsed['message'] ?? parsed['msg'];
      return {
        requestId: typeof requestId === 'string' ? requestId : null,
        message: typeof message === 'string' ? message : trimmed,
      };
    }
  }
  const text = TEXT.exec(trimmed);
  if (text) return { requestId: text[1] ?? null, message: text[2] ?? '' };
  return { requestId: PLATFORM.exec(trimmed)?.[1] ?? null, message: trimmed };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
