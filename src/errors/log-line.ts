/** One line of a Lambda log, taken apart. */
export interface LambdaLine {
  readonly requestId: string | null;
  /** 'INFO', 'ERROR' and the like, in capitals, where the line says so. */
  readonly level: string | null;
  /** What the application wrote. */
  readonly message: string;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
/** Node's and Python's text format: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const TEXT = new RegExp(
  `^(?:\\[([A-Z]+)\\]\\s+)?\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z\\t(${UUID})\\t(?:([A-Z]+)\\t)?([\\s\\S]*)$`,
);
/** The platform's own lines: START, END, REPORT, and time-outs. */
const PLATFORM = new RegExp(`(?:RequestId:\\s*|^\\S+Z )(${UUID})`);

/** Reads a line in Lambda's text or JSON format; anything else is a message without a request id. Never throws. */
export function parseLambdaLine(line: string): LambdaLine {
  const trimmed = line.trimEnd();
  if (trimmed.startsWith('{')) {
    const parsed = parseObject(trimmed);
    if (parsed) {
      const requestId = parsed['requestId'] ?? parsed['AWSRequestId'] ?? ofRecord(parsed['record']);
      const level = parsed['level'];
      const message = parsed['message'] ?? parsed['msg'];
      return {
        requestId: typeof requestId === 'string' ? requestId : null,
        level: typeof level === 'string' ? level.toUpperCase() : null,
        message: typeof message === 'string' ? message : trimmed,
      };
    }
  }
  const text = TEXT.exec(trimmed);
  if (text) return { requestId: text[2] ?? null, level: text[3] ?? text[1] ?? null, message: text[4] ?? '' };
  return { requestId: PLATFORM.exec(trimmed)?.[1] ?? null, level: null, message: trimmed };
}

/** The platform's own JSON lines name the request in a record: https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html */
const ofRecord = (record: unknown): unknown =>
  typeof record === 'object' && record !== null && 'requestId' in record ? record.requestId : undefined;

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
