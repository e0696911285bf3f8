import type { Form, Parts } from './form.ts';
import { NAMED, namedIn, placesOfNames } from './named.ts';

/** One error in a text, put together from everything around it that belongs to it. */
export interface Failure {
  /** In AWS's spelling with a capital: `ValidationException`; null where only a status tells. */
  readonly exception: string | null;
  /** HTTP status, 400 to 599. */
  readonly status: number | null;
  /** As the SDK names it; null where the frame does not. */
  readonly service: string | null;
  readonly operation: string | null;
  readonly requestId: string | null;
  /** Where it begins in the normalized text. */
  readonly at: number;
  /** Where its last part ends. */
  readonly end: number;
  /** Whether it stands behind its message: `"message": "…", "code": "…"`, `… (Service: …`. */
  readonly trails: boolean;
}

/** Parts of one error stand no further apart: a message and a stack may be between them. */
const APART = 900;

/** What clients call an answer of this status. */
const STATUS_OF: Readonly<Record<string, number>> = {
  BadRequestError: 400,
  UnprocessableEntityError: 400,
  ContextWindowExceededError: 400,
  UnsupportedParamsError: 400,
  PermissionDeniedError: 403,
  NotFoundError: 404,
  RateLimitError: 429,
  InternalServerError: 500,
  ServiceUnavailableError: 503,
  OverloadedError: 529,
  Timeout: 408,
  invalid_request_error: 400,
  permission_error: 403,
  not_found_error: 404,
  rate_limit_error: 429,
  timeout_error: 408,
  api_error: 500,
  overloaded_error: 529,
};

const STATUS = /^[45]\d\d$/;
const NAME = /[A-Za-z]\w*Exception|(?:AccessDenied|ExpiredToken|InvalidClientTokenId)\b/;
const canonical = (name: string): string =>
  name === 'AccessDenied' ? 'AccessDeniedException' : name.slice(0, 1).toUpperCase() + name.slice(1);

/** Whether a match begins with the key or the bracket that stands behind a message. */
const TRAILING = /^(?:["'($]|(?:code|name|type|errorCode|errorName|__type)\b|Aws::)/;

/** What one match of a form says. */
function mentionOf(match: RegExpMatchArray): Failure {
  const groups: Parts & Readonly<Record<string, string | undefined>> = match.groups ?? {};
  const given = groups.exception ?? groups['code'] ?? '';
  // Where an answer has no body that names an exception, SDKs put its status there.
  const status = groups.status ?? STATUS.exec(given)?.[0];
  const at = match.index ?? 0;
  const foreign = STATUS_OF[given];
  return {
    exception: NAME.test(given) ? canonical(given) : null,
    status: status === undefined ? (foreign ?? null) : Number(status),
    service: groups.service ?? null,
    operation: groups.operation ?? null,
    requestId: groups.requestId ?? null,
    at,
    end: at + match[0].length,
    trails: groups['key'] !== undefined || TRAILING.test(match[0]),
  };
}

/** Whether two parts can be of one error: nothing in them contradicts the other. */
const fits = (one: Failure, other: Failure): boolean =>
  other.at - one.end < APART &&
  (one.exception === null || other.exception === null || one.exception === other.exception) &&
  (one.operation === null || other.operation === null || one.operation === other.operation) &&
  (one.requestId === null || other.requestId === null || one.requestId === other.requestId);

const join = (one: Failure, other: Failure): Failure => ({
  exception: one.exception ?? other.exception,
  status: one.status ?? other.status,
  service: one.service ?? other.service,
  operation: one.operation ?? other.operation,
  requestId: one.requestId ?? other.requestId,
  at: Math.min(one.at, other.at),
  end: Math.max(one.end, other.end),
  // What stands within another part begins where that one does.
  trails: one.trails && (other.trails || other.at < one.end),
});

/** The errors in a normalized text, in order of place, by the forms that are worth a try. */
export function failuresIn(plain: string, forms: readonly Form[]): readonly Failure[] {
  const framed = forms
    .filter((form) => form !== NAMED)
    .flatMap((form) => [...plain.matchAll(form.pattern)].map(mentionOf));
  // The largest of all expressions, worth a try only where a name stands in no client's own frame.
  const isFramed = (at: number): boolean =>
    framed.some((one) => one.exception !== null && one.at <= at && at < one.end);
  const names = forms.includes(NAMED) ? placesOfNames(plain) : [];
  const bare = names.some((at) => !isFramed(at));
  const mentions = [...framed, ...(bare ? namedIn(plain, names).map(mentionOf) : [])]
    .filter(({ exception, status, operation }) => exception !== null || status !== null || operation !== null)
    .sort((a, b) => a.at - b.at);
  const failures: Failure[] = [];
  for (const mention of mentions) {
    const last = failures.at(-1);
    if (last !== undefined && fits(last, mention)) failures[failures.length - 1] = join(last, mention);
    else failures.push(mention);
  }
  return failures.filter(({ exception, status }) => exception !== null || status !== null);
}
