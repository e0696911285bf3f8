import type { CauseId } from '../core/cause.ts';
import { recognise } from '../signatures/recognise.ts';

/** What came back from one request for a poem. */
export type Answer =
  | {
      readonly kind: 'poem';
      readonly status: number;
      readonly poem: string;
      readonly requestId: string | null;
      readonly tokens: { readonly input: number; readonly output: number } | null;
    }
  | {
      readonly kind: 'refused';
      readonly status: number | null;
      readonly cause: CauseId;
      readonly waitMinutes: number | null;
      /** AWS's or the application's words. */
      readonly words: string;
    };

/** Longer texts are cut: an error page is not worth more. */
const MOST_WORDS = 600;

const refused = (status: number | null, cause: CauseId, words: string, waitMinutes: number | null = null): Answer => ({
  kind: 'refused',
  status,
  cause,
  waitMinutes,
  words: words.slice(0, MOST_WORDS),
});

/** Statuses that tell of the moment, not of access. */
const BY_STATUS: { readonly [status: number]: CauseId } = {
  408: 'model-timeout',
  424: 'model-error',
  429: 'throttled',
  503: 'service-unavailable',
  529: 'service-unavailable',
};

type Body = { readonly [key: string]: unknown };
function parse(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
}

/** Judges the application's answer. A poem is what says `success: true` and has text in `poetry`. Pure. */
export function judgeAnswer(status: number, text: string, requestId: string | null): Answer {
  const body = parse(text);
  if (status >= 200 && status < 300 && body?.['success'] === true) {
    const poem = body['poetry'];
    return typeof poem === 'string' && poem.trim() !== ''
      ? { kind: 'poem', status, poem, requestId, tokens: null }
      : refused(status, 'endpoint-error', 'the answer says success, but holds no poem');
  }
  const found = recognise(text);
  if (found) return refused(status, found.cause, found.quote, found.waitMinutes);
  if (status >= 300 && status < 400)
    return refused(status, 'endpoint-error', 'the address redirects elsewhere; pass the final one');
  const gateway =
    body !== null && body['success'] === undefined && /Missing Authentication Token|Forbidden|Not Found/i.test(text);
  if (gateway || status === 404 || status === 401)
    return refused(status, 'endpoint-error', text.trim() || `HTTP ${status}`);
  const moment = BY_STATUS[status];
  if (moment) return refused(status, moment, text.trim() || `HTTP ${status}`);
  if (status === 504) return refused(status, 'function-timeout', text.trim() || 'HTTP 504');
  if (status === 502 || status === 500) return refused(status, 'function-error', text.trim() || `HTTP ${status}`);
  if (body === null) return refused(status, 'endpoint-error', `the answer is no JSON (HTTP ${status})`);
  return refused(status, body['success'] === false || status === 403 ? 'unknown' : 'endpoint-error', text.trim());
}

/** No answer at all. */
export const unanswered = (words: string): Answer => refused(null, 'endpoint-unreachable', words);
