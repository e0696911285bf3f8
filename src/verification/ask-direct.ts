import { toAwsError } from '../aws/error.ts';
import { converse, converseStream, invokeModel, type StreamedEvents } from '../aws/operations/bedrock-runtime.ts';
import type { DirectRequest } from '../bedrock/direct-requests.ts';
import type { Aws } from '../core/aws.ts';
import type { Answer } from './answer.ts';
import { fromError } from './ask.ts';

/** What is said to a model that chats: one word, and one token is asked for. */
const MESSAGES = [{ role: 'user' as const, content: [{ text: 'Hi' }] }];
const ONE_TOKEN = { maxTokens: 1 };

/**
 * Asks Bedrock by itself, as whoever `aws` is, with the smallest request that the model understands. `streams`: by the
 * streaming operation, which takes a permission of its own.
 */
export async function askDirect(
  aws: Aws,
  model: string,
  request: Exclude<DirectRequest, { by: 'none' }>,
  streams: boolean,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    if (request.by === 'invoke') {
      const answer = await aws.send(
        invokeModel,
        { modelId: model, contentType: 'application/json', accept: 'application/json', body: request.body },
        signal,
      );
      return success('', answer.$metadata.requestId, inputTokens(answer.body));
    }
    const input = { modelId: model, messages: MESSAGES, inferenceConfig: ONE_TOKEN };
    if (streams) {
      const answer = await aws.send(converseStream, input, signal);
      return await streamed(answer.stream, answer.$metadata.requestId);
    }
    const answer = await aws.send(converse, input, signal);
    const text = (answer.output?.message?.content ?? []).map((part) => part.text ?? '').join('');
    return success(text, answer.$metadata.requestId, tokensOf(answer.usage));
  } catch (error) {
    return fromError(error);
  }
}

const success = (
  poem: string,
  requestId: string | undefined,
  tokens: { readonly input: number; readonly output: number } | null,
): Answer => ({ kind: 'poem', status: 200, poem, requestId: requestId ?? null, tokens, doubts: [] });

/** The tokens AWS counts; null where it counts none. */
const tokensOf = (
  usage: { readonly inputTokens?: number | undefined; readonly outputTokens?: number | undefined } | undefined,
): { readonly input: number; readonly output: number } | null =>
  usage?.inputTokens === undefined || usage.outputTokens === undefined
    ? null
    : { input: usage.inputTokens, output: usage.outputTokens };

/** Reads a stream to its end; an exception within it is AWS's refusal all the same. */
async function streamed(stream: StreamedEvents, requestId: string | undefined): Promise<Answer> {
  let text = '';
  let tokens: { readonly input: number; readonly output: number } | null = null;
  try {
    for await (const event of stream ?? []) {
      text += event.contentBlockDelta?.delta?.text ?? '';
      tokens = tokensOf(event.metadata?.usage) ?? tokens;
    }
  } catch (error) {
    throw toAwsError(error, converseStream.action);
  }
  return success(text, requestId, tokens);
}

/** The tokens an embedding counts, where its answer says so. */
function inputTokens(body: Uint8Array): { readonly input: number; readonly output: number } | null {
  try {
    const { inputTextTokenCount: input } = JSON.parse(new TextDecoder().decode(body)) as {
      readonly inputTextTokenCount?: unknown;
    };
    return typeof input === 'number' ? { input, output: 0 } : null;
  } catch {
    return null;
  }
}
