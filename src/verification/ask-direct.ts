import { invokeModel } from '../aws/operations/bedrock-runtime.ts';
import type { Aws } from '../core/aws.ts';
import { type Answer, judgeAnswer, parseBody } from './answer.ts';
import { fromError } from './ask.ts';
import { doubtsOf } from './language.ts';

/** Enough for four lines of verse. */
const MOST_TOKENS = 300;

/** Asks Bedrock as the caller: proves account and model, neither function nor role. */
export async function askDirect(aws: Aws, model: string, signal: AbortSignal): Promise<Answer> {
  const prompt = 'Write a four-line poem in Korean (ko), as Hamlet.';
  const nova = model.includes('amazon.');
  const request = nova
    ? { messages: [{ role: 'user', content: [{ text: prompt }] }], inferenceConfig: { maxTokens: MOST_TOKENS } }
    : {
        anthropic_version: 'bedrock-2023-05-31',
        max_tokens: MOST_TOKENS,
        messages: [{ role: 'user', content: prompt }],
      };
  try {
    const answer = await aws.send(
      invokeModel,
      { modelId: model, contentType: 'application/json', accept: 'application/json', body: JSON.stringify(request) },
      signal,
    );
    const text = new TextDecoder().decode(answer.body);
    const headers = { 'x-amzn-requestid': answer.$metadata.requestId };
    const body = parseBody(text);
    const poem = textIn(body);
    if (body === null || poem.trim() === '') return judgeAnswer({ status: 200, headers, text, cut: false }, null);
    return {
      kind: 'poem',
      status: 200,
      poem,
      requestId: answer.$metadata.requestId ?? null,
      tokens: tokensIn(body),
      doubts: doubtsOf(poem, 'ko'),
    };
  } catch (error) {
    return fromError(error);
  }
}

type Part = { readonly text?: unknown };
type Message = { readonly content?: unknown; readonly output?: { readonly message?: { readonly content?: unknown } } };

/** The text of an answer in Anthropic's or in Amazon's form; empty where it has none. */
function textIn(body: Message | null): string {
  const parts = body?.content ?? body?.output?.message?.content;
  if (!Array.isArray(parts)) return '';
  return (parts as readonly (Part | null)[]).map((part) => (typeof part?.text === 'string' ? part.text : '')).join('');
}

/** The tokens an answer counts; null where it counts none. */
function tokensIn(body: { readonly usage?: unknown }): { readonly input: number; readonly output: number } | null {
  const usage = (body.usage ?? {}) as { readonly [name: string]: unknown };
  const [input, output] = [
    usage['input_tokens'] ?? usage['inputTokens'],
    usage['output_tokens'] ?? usage['outputTokens'],
  ];
  return typeof input === 'number' && typeof output === 'number' ? { input, output } : null;
}
