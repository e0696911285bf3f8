import { AwsError } from '../aws/error.ts';
import { invoke } from '../aws/operations/lambda.ts';
import type { Post } from '../aws/post.ts';
import type { Aws } from '../core/aws.ts';
import type { CauseId } from '../core/cause.ts';
import { recognize } from '../errors/recognize.ts';
import { type Answer, type Came, judgeAnswer, parseBody, unanswered } from './answer.ts';
import { languageOf } from './language.ts';

export type Way = 'api' | 'lambda' | 'direct' | 'role';

/** How an application's answer is judged. */
export type Judge = (came: Came) => Answer;

/** As the guide's function answers: a poem in the language of the request. */
export const judgePoem =
  (body: string): Judge =>
  (came) =>
    judgeAnswer(came, languageOf(body));

/** The API, and what it wants from its users. */
export interface ApiAddress {
  readonly url: string;
  readonly apiKey: string | null;
  /** Whether it wants requests that are signed. */
  readonly signs: boolean;
}

/** Asks the API, as its users do: proves the whole road. */
export async function askApi(
  post: Post,
  { url, apiKey, signs }: ApiAddress,
  body: string,
  judge: Judge,
): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream, */*' };
  try {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
    const answer = await post(url, apiKey === null ? headers : { ...headers, 'x-api-key': apiKey }, body, signs);
    return { ...judge(answer), ids: idsOf(answer.headers) };
  } catch (error) {
    return fromError(error);
  }
}

/** The part of a trace header that the log has: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
const TRACE = /(?:^|;)\s*root=(1-[0-9a-f]{8}-[0-9a-f]{24})/i;

/**
 * The ids that an answer tells of its request: Lambda's or API Gateway's, and X-Ray's trace.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-access-logging.html
 */
export function idsOf(headers: Came['headers']): readonly string[] {
  const named = ['x-amzn-requestid', 'apigw-requestid', 'x-amz-apigw-id'].map((name) => headers[name]);
  const trace = TRACE.exec(headers['x-amzn-trace-id'] ?? '')?.[1];
  return [...named, trace].flatMap((id) => (id === undefined || id === '' ? [] : [id]));
}

/** What a status alone says; a fault of the service is never a denial. */
const byStatus = (status: number | null): CauseId =>
  status === 429 ? 'throttled' : status !== null && status >= 500 ? 'service-unavailable' : 'unknown';

/** AWS's own refusal of the call, or that none came. */
export function fromError(error: unknown): Answer {
  if (!(error instanceof AwsError)) throw error;
  if (error.kind === 'unreachable' || error.kind === 'timeout') return unanswered(`${error.code}: ${error.message}`);
  // What is not AWS's answer says nothing of access.
  if (error.kind === 'garbled') return unanswered(error.message);
  const found = recognize(`${error.code}: ${error.message}`);
  return {
    kind: 'refused',
    status: error.status,
    cause: found?.cause ?? (error.kind === 'no-credentials' ? 'credentials-missing' : byStatus(error.status)),
    waitMinutes: found?.waitMinutes ?? null,
    words: `${error.code}: ${error.message}`,
  };
}

/** A call that the function itself refused: what API Gateway would make of it. */
const CRASHED = 502;
/** What separates status and headers from the body of a streamed answer: https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
const STREAMED = '\0'.repeat(8);

/** Invokes the function: proves function, role and Bedrock, not the API. `event`: what it gets, as UTF-8 JSON. */
export async function askLambda(
  aws: Aws,
  functionName: string,
  event: Uint8Array,
  judge: Judge,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const answer = await aws.send(invoke, { FunctionName: functionName, Payload: event }, signal);
    const headers = { 'x-amzn-requestid': answer.$metadata.requestId };
    const { status, text } = proxied(new TextDecoder().decode(answer.Payload));
    const judged = judge({ status: answer.FunctionError === undefined ? status : CRASHED, headers, text, cut: null });
    return { ...judged, ids: idsOf(headers) };
  } catch (error) {
    return fromError(error);
  }
}

/** An answer in the form for API Gateway or a function URL, taken apart; anything else is the body of an answer with 200. */
function proxied(payload: string): { readonly status: number; readonly text: string } {
  const end = payload.indexOf(STREAMED);
  const head = parseBody(end < 0 ? payload : payload.slice(0, end));
  const status = Number(head?.['statusCode']);
  if (head === null || !Number.isInteger(status)) return { status: 200, text: payload };
  if (end >= 0) return { status, text: payload.slice(end + STREAMED.length) };
  const body = head['body'];
  if (body === undefined || body === null) return { status, text: '' };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, text: head['isBase64Encoded'] === true ? Buffer.from(text, 'base64').toString('utf8') : text };
}
