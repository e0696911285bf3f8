import { asText } from '../core/json.ts';
import type { Pattern } from '../core/pattern.ts';
import { recognize } from '../errors/recognize.ts';
import { type Answer, type Came, parseBody } from './answer.ts';
import { pageTitle } from './web-page.ts';

/** What a good answer has to contain beside a 2xx; null where that is enough. */
export type Wanted = Pattern | null;

/** Longer words are cut. */
const MOST_WORDS = 600;

/** Keys under which programs report an error. */
const ERROR_KEY = /^(?:errors?|err|exception|error_?message|error_?type|error_?description|__type|fault|detail)$/i;
/** Keys that hold words of an error where the object beside them says that it is one. */
const WORDS_KEY = /^(?:message|msg|reason|cause|description|body|code)$/i;
/** A text that is an error's frame by itself: 'AccessDeniedException: …', 'An error occurred (…) when calling'. */
const FRAME =
  /^\s*(?:Traceback\b|(?:Error|Exception|Fatal|Failed)\b|An error occurred \(|[\w.]*(?:Exception|Error)\b)/i;
/** The code of a denial, as AWS's services name it. */
const BARE_DENIAL = /\bAccessDenied(?:Exception)?\b/;
/** Objects of an answer are looked into this deep. */
const DEEPEST = 8;

/**
 * Judges the answer of an application that nobody described: any 2xx is a success, streams and 202 too, unless `wanted`
 * is not in it, or it reports an error of AWS. What the application itself refuses is told in its own words. Pure.
 */
export function judgeApplication({ status, headers, text: came, cut }: Came, wanted: Wanted): Answer {
  const type = headers['content-type'] ?? '';
  const text = decoded(came);
  const requestId = headers['x-amzn-requestid'] ?? headers['apigw-requestid'] ?? headers['x-amzn-trace-id'] ?? null;
  const error = errorIn(text, status >= 400);
  const found = error === null ? null : recognize(error);
  if (found) {
    return { kind: 'refused', status, cause: found.cause, waitMinutes: found.waitMinutes, words: found.quote };
  }
  // A denial of AWS whose words the application kept to itself: whose it is, only the diagnosis tells.
  if (error !== null && BARE_DENIAL.test(error)) {
    return { kind: 'refused', status, cause: 'unknown', waitMinutes: null, words: error.slice(0, MOST_WORDS) };
  }
  const own = (cause: 'endpoint-error' | 'function-error', words: string): Answer => ({
    kind: 'refused',
    status,
    cause,
    waitMinutes: null,
    words: words.slice(0, MOST_WORDS),
    own: true,
  });
  if (status >= 300 && status < 400) {
    const where = headers['location'] === undefined ? 'elsewhere' : `to ${headers['location']}`;
    return own('endpoint-error', `the address redirects ${where}; pass the final one with --api-url`);
  }
  if (status < 200 || status >= 300) {
    const title = pageTitle(type, text);
    const words = title === null ? text.trim() : title;
    const said = `the application answered HTTP ${status}${words === '' ? '' : `: ${words}`}`;
    return own(status >= 500 ? 'function-error' : 'endpoint-error', said);
  }
  const lacks = lacking(status, text, wanted);
  if (lacks !== null) return own('endpoint-error', lacks);
  const doubts =
    cut === 'size'
      ? ['The answer is longer than 10 MB; its beginning was read.']
      : cut === 'time'
        ? ['The answer still streams; its beginning was read.']
        : [];
  return { kind: 'poem', status, poem: text, requestId, tokens: tokensIn(text), doubts };
}

/** Why a success is none, in words; null where it has what was asked for. */
function lacking(status: number, text: string, wanted: Wanted): string | null {
  if (wanted === null || wanted.test(text)) return null;
  const much = text.trim() === '' ? 'it is empty' : `it is ${JSON.stringify(text.trim().slice(0, 200))}`;
  return `the answer (HTTP ${status}) does not contain "${wanted.source}"; ${much}`;
}

/** A poem that must have what was asked for, too: else it is none. Pure. */
export function mustContain(answer: Answer, wanted: Wanted): Answer {
  const words = answer.kind === 'poem' ? lacking(answer.status, answer.poem, wanted) : null;
  if (words === null) return answer;
  return { kind: 'refused', status: answer.status, cause: 'endpoint-error', waitMinutes: null, words, own: true };
}

/** A body that is the base64 of a text, as API Gateway passes on what a function says is binary; else the body itself. */
function decoded(text: string): string {
  const bare = text.trim();
  if (bare.length < 16 || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return text;
  const bytes = Buffer.from(bare, 'base64');
  const plain = new TextDecoder('utf-8', { fatal: false }).decode(bytes);
  // Text has no other control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(plain) ? text : plain;
}

/**
 * The words of an error that an answer reports: under the keys of errors, in an event of a stream, or as a text that is an
 * error's frame; null where it reports none. `failed`: the status says already that it is one.
 */
export function errorIn(text: string, failed: boolean): string | null {
  if (failed) return text;
  const parts = partsOf(text);
  if (parts.length === 0) return FRAME.test(text) ? text : null;
  const found = parts.flatMap((part) => errorsOf(part, 0));
  return found.length === 0 ? null : found.join('\n');
}

/** What an answer holds as JSON: itself, or each event of a stream (SSE, lines of JSON). */
function partsOf(text: string): readonly unknown[] {
  const whole = parsed(text);
  if (whole !== undefined) return [whole];
  const lines = text.split(/\r?\n/);
  let event = '';
  const parts: unknown[] = [];
  for (const line of lines) {
    const [, field, value = ''] = /^(event|data):\s?(.*)$/.exec(line) ?? [];
    if (field === 'event') event = value;
    else if (line.trim() === '') event = '';
    const data = field === 'data' ? value : /^\s*\{/.test(line) ? line : null;
    if (data === null) continue;
    const part = parsed(data);
    const isError = /error|exception/i.test(event);
    if (part !== undefined) parts.push(isError ? { error: part } : part);
    else if (isError) parts.push({ error: data });
  }
  return parts;
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The texts of errors within a value. */
function errorsOf(value: unknown, depth: number): readonly string[] {
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => errorsOf(one, depth + 1));
  const entries = Object.entries(value);
  const reports = entries.some(
    ([key, one]) =>
      (/^(?:success|ok)$/i.test(key) && one === false) ||
      (/^status(?:_?code)?$/i.test(key) &&
        ((typeof one === 'number' && one >= 400) || /^(?:error|failed|failure)$/i.test(asText(one)))) ||
      (ERROR_KEY.test(key) && one !== null && one !== false && one !== '' && one !== undefined),
  );
  const named = entries.flatMap(([key, one]) =>
    ERROR_KEY.test(key) || (reports && WORDS_KEY.test(key)) ? textsOf(one, depth) : [],
  );
  // AWS's own shape is read as a whole: its type is beside its message.
  const whole = named.length > 0 ? [named.reduce((all, one) => `${all}${/[.:!?]$/.test(all) ? '' : ':'} ${one}`)] : [];
  const inner = entries.flatMap(([key, one]) => (ERROR_KEY.test(key) ? [] : errorsOf(nested(one), depth + 1)));
  return [...whole, ...inner];
}

/** JSON within a text, as gateways and queues pass it on. */
const nested = (value: unknown): unknown =>
  typeof value === 'string' && /^\s*[{[]/.test(value) ? (parsed(value) ?? value) : value;

function textsOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > DEEPEST || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsOf(one, depth + 1));
}

/** The tokens an answer says that AWS counted; null where it says none. */
function tokensIn(text: string): { readonly input: number; readonly output: number } | null {
  for (const part of [parseBody(text), ...partsOf(text)]) {
    const { usage } = (part ?? {}) as { readonly usage?: { readonly [name: string]: unknown } | null };
    const [input, output] = [
      usage?.['input_tokens'] ?? usage?.['inputTokens'],
      usage?.['output_tokens'] ?? usage?.['outputTokens'],
    ];
    if (typeof input === 'number' && typeof output === 'number') return { input, output };
  }
  return null;
}
