import { poemIn } from '../applications/guide.ts';
import type { CauseId } from '../core/cause.ts';
import { recognize } from '../errors/recognize.ts';
import { doubtsOf } from './language.ts';
import { pageTitle } from './web-page.ts';

/** What came back from one request for a poem. */
export type Answer =
  | {
      readonly kind: 'poem';
      readonly status: number;
      readonly poem: string;
      readonly requestId: string | null;
      readonly tokens: { readonly input: number; readonly output: number } | null;
      /** What is strange about it, in sentences. */
      readonly doubts: readonly string[];
      /** The ids the request has on its way, by which its log lines are found; absent where none came. */
      readonly ids?: readonly string[];
    }
  | {
      readonly kind: 'refused';
      readonly status: number | null;
      readonly cause: CauseId;
      readonly waitMinutes: number | null;
      /** AWS's or the application's words. */
      readonly words: string;
      /** Whether the application, or what stands before it, refused by itself: nothing that AWS said of Bedrock. */
      readonly own?: true;
      /** What AWS said of it in the request's log lines, where the answer does not. */
      readonly logged?: string;
      readonly ids?: readonly string[];
    };

/** An HTTP answer as it came. */
export interface Came {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
  /** Why the body was not read to its end; null when it was. */
  readonly cut: 'size' | 'time' | null;
}

/** Longer texts are cut: an error page is not worth more. */
const MOST_WORDS = 600;

const refused = (status: number | null, cause: CauseId, words: string, waitMinutes: number | null = null): Answer => ({
  kind: 'refused',
  status,
  cause,
  waitMinutes,
  words: words.slice(0, MOST_WORDS),
  ...(cause === 'endpoint-error' || cause === 'function-error' ? { own: true } : {}),
});

/** Statuses that tell of the moment, not of access. */
const BY_STATUS: { readonly [status: number]: CauseId } = {
  408: 'model-timeout',
  424: 'model-error',
  429: 'throttled',
  503: 'service-unavailable',
  504: 'function-timeout',
  529: 'service-unavailable',
};

/**
 * What the gateway before a function says itself, and what to do about it:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
const GATEWAY: readonly (readonly [RegExp, string])[] = [
  [
    /"message": ?"Missing Authentication Token"/i,
    'there is no such path and method, or it wants a signed request (--sign)',
  ],
  [
    /"message": ?"Forbidden"/i,
    'it wants an API key (--api-key-env), a signed request (--sign), or a rule of its own refuses the call',
  ],
  [/"message": ?"Unauthorized"/i, "the API's authorizer refuses the call"],
  [/execute-api:Invoke|lambda:InvokeFunctionUrl/, 'the caller may not call the API; that is no denial by Bedrock'],
  [/"message": ?"(?:Not Found|No method found)/i, 'there is no such path'],
];

type Body = { readonly [key: string]: unknown };
/** A text as the JSON object it is; null when it is none. */
export function parseBody(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
}

/**
 * Judges the answer of the guide's function to a request in `language`. A poem is what says `success: true` and has text in its
 * place; whatever else comes is none. Pure.
 */
export function judgeAnswer({ status, headers, text, cut }: Came, language: string | null): Answer {
  if (cut === 'time') return unanswered('Timeout: no answer within the time allowed');
  if (cut !== null) return refused(status, 'endpoint-error', `the answer is longer than any poem (HTTP ${status})`);
  const page = pageTitle(headers['content-type'] ?? '', text);
  // A page speaks for whoever put it there, a proxy or a firewall: its words are not searched for a denial.
  if (page !== null) {
    const cause = status >= 400 ? (BY_STATUS[status] ?? 'endpoint-error') : 'endpoint-error';
    return refused(status, cause, `a web page came in the place of JSON (HTTP ${status})${page && `: ${page}`}`);
  }
  const body = parseBody(text);
  const poem = poemIn(body);
  if (status >= 200 && status < 300 && poem !== undefined) {
    const requestId = headers['x-amzn-requestid'] ?? null;
    return typeof poem === 'string' && poem.trim() !== ''
      ? { kind: 'poem', status, poem, requestId, tokens: null, doubts: doubtsOf(poem, language) }
      : refused(status, 'endpoint-error', `the answer says success, but ${emptiness(poem)}`);
  }
  if (status >= 300 && status < 400) {
    const where = headers['location'] === undefined ? 'elsewhere' : `to ${headers['location']}`;
    return refused(status, 'endpoint-error', `the address redirects ${where}; pass the final one with --api-url`);
  }
  const gateway = status === 401 || status === 403 || status === 404 ? gatewayWords(text, body) : null;
  if (gateway !== null) return refused(status, 'endpoint-error', `${said(text, status)}: ${gateway}`);
  const found = recognize(text);
  if (found) return refused(status, found.cause, found.quote, found.waitMinutes);
  if (status === 404 || status === 401) return refused(status, 'endpoint-error', said(text, status));
  const moment = BY_STATUS[status];
  if (moment) return refused(status, moment, said(text, status));
  if (status >= 500) return refused(status, 'function-error', said(text, status));
  if (body === null) return refused(status, 'endpoint-error', `${notJson(text)} (HTTP ${status})`);
  return refused(
    status,
    body['success'] === false || status === 403 ? 'unknown' : 'endpoint-error',
    said(text, status),
  );
}

const said = (text: string, status: number): string => text.trim() || `HTTP ${status} without a word`;

const notJson = (text: string): string => (text.trim() === '' ? 'the answer is empty' : 'the answer is no JSON');

/** Why what is in a poem's place is none. */
function emptiness(poem: unknown): string {
  if (poem === undefined || poem === null) return 'holds no poem';
  return typeof poem === 'string' ? 'its poem is empty' : 'its poem is no text';
}

/** What an answer of the gateway means; null where the application answered. */
const gatewayWords = (text: string, body: Body | null): string | null =>
  body !== null && body['success'] === undefined ? (GATEWAY.find(([words]) => words.test(text))?.[1] ?? null) : null;

/** No answer at all. */
export const unanswered = (words: string): Answer => refused(null, 'endpoint-unreachable', words);
