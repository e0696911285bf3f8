import { HARMLESS_LINES } from '../applications/guide.ts';
import { looksLikeModel } from '../bedrock/model-id.ts';
import { asText } from '../core/json.ts';
import { parseLambdaLine } from '../errors/log-line.ts';
import { onlyAwsWords } from './aws-words.ts';
import type { Redactor } from './redactor.ts';
import { redactText } from './text.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ISO = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z';
/** The platform's own lines: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const PLATFORM = new RegExp(
  `^(?:(?:START|END) RequestId: ${UUID}(?: Version: (?:\\$LATEST|\\d+))?|REPORT RequestId: ${UUID}(?:\\s+(?:Init |Billed |Max )?(?:Duration|Memory Size|Memory Used): [\\d.]+ (?:ms|MB))*|(?:${ISO} ${UUID} )?Task timed out after [\\d.]+ seconds)`,
);
/** What an application wrote: the guide's lines and AWS's words stay, everything else is only measured. */
export function redactMessage(message: string, redactor: Redactor): string {
  const platform = PLATFORM.exec(message)?.[0];
  if (platform !== undefined) return platform;
  if (HARMLESS_LINES.whole.test(message)) return message;
  const [, before = '', model = ''] = HARMLESS_LINES.beforeModel.exec(message) ?? [];
  if (looksLikeModel(model)) return `${before}${redactText(model, redactor.names)}`;
  const failed = HARMLESS_LINES.beforeError.exec(message)?.[0] ?? '';
  const rest = message.slice(failed.length).trim();
  const words = rest === '' ? '' : onlyAwsWords(rest, redactor, failed);
  return failed === '' ? words : `${failed} ${words}`.trim();
}

/** One line of a Lambda log, in text or JSON format: its time and request id stay. */
export function redactLine(line: string, redactor: Redactor): string {
  const trimmed = line.trimEnd();
  const object = parseObject(trimmed);
  if (object) return redactObject(object, trimmed, redactor);
  const { message } = parseLambdaLine(trimmed);
  const frame = trimmed.slice(0, trimmed.length - message.length);
  return `${frame}${redactMessage(message, redactor)}`;
}

type Open = { readonly [key: string]: unknown };
function parseObject(text: string): Open | null {
  if (!text.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Open) : null;
  } catch {
    return null;
  }
}

/** Members of a JSON line that the runtime writes, and the shapes they have. */
const FRAME: { readonly [member: string]: RegExp } = {
  time: new RegExp(`^${ISO}$`),
  timestamp: new RegExp(`^${ISO}$`),
  level: /^[A-Za-z]{3,8}$/,
  type: /^platform\.[A-Za-z]+$/,
  requestId: new RegExp(`^${UUID}$`),
  AWSRequestId: new RegExp(`^${UUID}$`),
};

function redactObject(object: Open, whole: string, redactor: Redactor): string {
  const frame = Object.entries(object).filter(([key, value]) => FRAME[key]?.test(asText(value)));
  const name = ['message', 'msg'].find((key) => typeof object[key] === 'string');
  const text = name === undefined ? whole : asText(object[name]);
  const words = name === undefined ? onlyAwsWords(text, redactor) : redactMessage(text, redactor);
  return JSON.stringify({ ...Object.fromEntries(frame), [name ?? 'message']: words });
}
