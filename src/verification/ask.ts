import { AwsError } from '../aws/error.ts';
import { invokeModel } from '../aws/operations/bedrock-runtime.ts';
import { invoke } from '../aws/operations/lambda.ts';
import { proxyEvent } from '../aws/poem-request.ts';
import type { Aws } from '../core/aws.ts';
import { recognise } from '../signatures/recognise.ts';
import { type Answer, judgeAnswer, unanswered } from './answer.ts';

export type Way = 'api' | 'lambda' | 'direct';

/** API Gateway gives up after 29 seconds; a little longer sees its own answer. */
const API_TIMEOUT_MS = 35_000;
/** No poem is longer; a huge body is not read to its end. */
const MOST_BYTES = 1_048_576;

/** Asks the API, as its users do: proves the whole road. */
export async function askApi(send: typeof fetch, url: string, body: string, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(API_TIMEOUT_MS)]),
    });
    const requestId = answer.headers.get('x-amzn-requestid');
    return judgeAnswer(answer.status, await bounded(answer), requestId);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? `${String(cause.code)}: ` : '';
    return unanswered(`${code}${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

async function bounded(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of answer.body ?? []) {
    parts.push(part as Uint8Array);
    size += (part as Uint8Array).length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** AWS's own refusal of the call, or that none came. */
function fromError(error: unknown): Answer {
  if (!(error instanceof AwsError)) throw error;
  if (error.kind === 'unreachable' || error.kind === 'timeout') return unanswered(error.message);
  const found = recognise(`${error.code}: ${error.message}`);
  return {
    kind: 'refused',
    status: error.status,
    cause: found?.cause ?? (error.kind === 'no-credentials' ? 'credentials-missing' : 'unknown'),
    waitMinutes: found?.waitMinutes ?? null,
    words: `${error.code}: ${error.message}`,
  };
}

/** Invokes the function as API Gateway would: proves function, role and Bedrock, not the API. */
export async function askLambda(aws: Aws, functionName: string, body: string, signal: AbortSignal): Promise<Answer> {
  try {
    const answer = await aws.send(invoke, { FunctionName: functionName, Payload: proxyEvent(body) }, signal);
    const text = new TextDecoder().decode(answer.Payload);
    const requestId = answer.$metadata.requestId ?? null;
    if (answer.FunctionError !== undefined) return judgeAnswer(502, text, requestId);
    const proxied = JSON.parse(text) as { readonly statusCode?: unknown; readonly body?: unknown };
    return typeof proxied.statusCode === 'number' && typeof proxied.body === 'string'
      ? judgeAnswer(proxied.statusCode, proxied.body, requestId)
      : judgeAnswer(200, text, requestId);
  } catch (error) {
    if (error instanceof SyntaxError) return judgeAnswer(502, 'the function answers no JSON', null);
    return fromError(error);
  }
}

/** Enough for four lines of verse. */
const MOST_TOKENS = 300;

/** Asks Bedrock as the caller: proves account and model, neither function nor role. */
export async function askDirect(aws: Aws, model: string, signal: AbortSignal): Promise<Answer> {
  const prompt = 'Write a four-line poem in Korean (ko), as Hamlet.';
  const nova = model.includes('amazon.');
  const body = nova
    ? { messages: [{ role: 'user', content: [{ text: prompt }] }], inferenceConfig: { maxTokens: MOST_TOKENS } }
    : {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: MOST_TOKENS,
        messages: [{ role: 'user', content: prompt }],
      };
  try {
    const answer = await aws.send(
      invokeModel,
      { modelId: model, contentType: 'application/json', accept: 'application/json', body: JSON.stringify(body) },
      signal,
    );
    const text = new TextDecoder().decode(answer.body);
    const parsed = JSON.parse(text) as {
      readonly content?: readonly { readonly text?: string }[];
      readonly output?: { readonly message?: { readonly content?: readonly { readonly text?: string }[] } };
      readonly usage?: { readonly [name: string]: number };
    };
    const parts = parsed.content ?? parsed.output?.message?.content ?? [];
    const poem = parts.map((part) => part.text ?? '').join('');
    const usage = parsed.usage ?? {};
    return poem.trim() === ''
      ? judgeAnswer(200, text, null)
      : {
          kind: 'poem',
          status: 200,
          poem,
          requestId: answer.$metadata.requestId ?? null,
          tokens: {
            input: usage['input_tokens'] ?? usage['inputTokens'] ?? 0,
            output: usage['output_tokens'] ?? usage['outputTokens'] ?? 0,
          },
        };
  } catch (error) {
    return fromError(error);
  }
}
