import { AwsError } from '../aws/error.ts';
import { invoke } from '../aws/operations/lambda.ts';
import { proxyEvent } from '../aws/poem-request.ts';
import type { Post } from '../aws/post.ts';
import type { Aws } from '../core/aws.ts';
import type { CauseId } from '../core/cause.ts';
import { recognise } from '../errors/recognise.ts';
import { type Answer, judgeAnswer, parseBody, unanswered } from './answer.ts';
import { languageOf } from './language.ts';

export type Way = 'api' | 'lambda' | 'direct';

/** The API, and what it wants from its users. */
export interface ApiAddress {
  readonly url: string;
  readonly apiKey: string | null;
  /** Whether it wants requests that are signed. */
  readonly signs: boolean;
}

/** Asks the API, as its users do: proves the whole road. */
export async function askApi(post: Post, { url, apiKey, signs }: ApiAddress, body: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  try {
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
    const answer = await post(url, apiKey === null ? headers : { ...headers, 'x-api-key': apiKey }, body, signs);
    return judgeAnswer(answer, languageOf(body));
  } catch (error) {
    return fromError(error);
  }
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
  const found = recognise(`${error.code}: ${error.message}`);
  return {
    kind: 'refused',
    status: error.status,
    cause: found?.cause ?? (error.kind === 'no-credentials' ? 'credentials-missing' : byStatus(error.status)),
    waitMinutes: found?.waitMinutes ?? null,
    words: `${error.code}: ${error.message}`,
  };
}

/** Invokes the function as API Gateway would: proves function, role and Bedrock, not the API. */
export async function askLambda(aws: Aws, functionName: string, body: string, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await aws.send(invoke, { FunctionName: functionName, Payload: proxyEvent(body) }, signal);
    const text = new TextDecoder().decode(answer.Payload);
    const headers = { 'x-amzn-requestid': answer.$metadata.requestId };
    if (answer.FunctionError !== undefined) return judgeAnswer({ status: 502, headers, text, cut: false }, null);
    const proxied = parseBody(text);
    return typeof proxied?.['statusCode'] === 'number' && typeof proxied['body'] === 'string'
      ? judgeAnswer({ status: proxied['statusCode'], headers, text: proxied['body'], cut: false }, languageOf(body))
      : judgeAnswer({ status: 200, headers, text, cut: false }, languageOf(body));
  } catch (error) {
    return fromError(error);
  }
}
