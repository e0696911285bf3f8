import type { Post } from '../aws/post.ts';
import type { SignedFor } from '../aws/sign.ts';
import { recognize } from '../errors/recognize.ts';
import { type Answer, parseBody } from './answer.ts';
import { errorIn } from './application-answer.ts';
import { fromError, idsOf } from './ask.ts';

/** How the OpenAI-compatible endpoint is reached. */
export interface MantleEndpoint {
  /** With the path before `/chat/completions`, without a slash at its end. */
  readonly base: string;
  /** A Bedrock API key; null: the requests are signed. */
  readonly apiKey: string | null;
  readonly signedFor: SignedFor;
}

const headersOf = ({ apiKey }: MantleEndpoint): Readonly<Record<string, string>> => ({
  accept: 'application/json, text/event-stream',
  ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
});
const signatureOf = ({ apiKey, signedFor }: MantleEndpoint): false | SignedFor => (apiKey === null ? signedFor : false);

/** The endpoint without the path that OpenAI's clients use. */
const rootOf = (base: string): string => base.replace(/(?:\/openai)?\/v1$/, '');

/** Where a model is asked, and what that takes beside the messages. */
interface MantleRoute {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly most: { readonly [name: string]: number };
}

/**
 * Claude is asked by Anthropic's Messages API, every other model by chat completions:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-messages-api.html
 */
export function routeOf({ base, apiKey }: MantleEndpoint, model: string): MantleRoute {
  if (!/^(?:[a-z]+\.)?anthropic\./.test(model)) {
    return { url: `${base}/chat/completions`, headers: {}, most: { max_completion_tokens: 1 } };
  }
  return {
    url: `${rootOf(base)}/anthropic/v1/messages`,
    headers: { 'anthropic-version': '2023-06-01', ...(apiKey === null ? {} : { 'x-api-key': apiKey }) },
    most: { max_tokens: 1 },
  };
}

/**
 * Asks for one token, as the clients of the endpoint do.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-mantle.html
 */
export async function askMantle(
  post: Post,
  endpoint: MantleEndpoint,
  model: string,
  streams: boolean,
): Promise<Answer> {
  const route = routeOf(endpoint, model);
  const body = JSON.stringify({
    model,
    messages: [{ role: 'user', content: 'Hi' }],
    ...route.most,
    ...(streams ? { stream: true } : {}),
  });
  const headers = { ...headersOf(endpoint), ...route.headers, 'content-type': 'application/json' };
  try {
    const came = await post(route.url, headers, body, signatureOf(endpoint));
    const error = errorIn(came.text, came.status >= 400);
    const ids = idsOf(came.headers);
    if (came.status >= 200 && came.status < 300 && error === null) {
      const requestId = came.headers['x-amzn-requestid'] ?? null;
      const { status, text } = came;
      return { kind: 'poem', status, poem: text, requestId, tokens: tokensIn(text), doubts: [], ids };
    }
    const words = error ?? `HTTP ${came.status} without a word`;
    const found = recognize(words);
    return {
      kind: 'refused',
      status: came.status,
      cause:
        found?.cause ?? (came.status === 429 ? 'throttled' : came.status >= 500 ? 'service-unavailable' : 'unknown'),
      waitMinutes: found?.waitMinutes ?? null,
      words: found?.quote ?? words.slice(0, MOST_WORDS),
      ids,
    };
  } catch (error) {
    return fromError(error);
  }
}

/** Longer words are cut. */
const MOST_WORDS = 600;

/** The tokens that the endpoint counts: https://platform.openai.com/docs/api-reference/chat/object */
function tokensIn(text: string): { readonly input: number; readonly output: number } | null {
  const usage = parseBody(text)?.['usage'];
  if (typeof usage !== 'object' || usage === null) return null;
  const counted = usage as { readonly [name: string]: unknown };
  const [input, output] = [
    counted['prompt_tokens'] ?? counted['input_tokens'],
    counted['completion_tokens'] ?? counted['output_tokens'],
  ];
  return typeof input === 'number' && typeof output === 'number' ? { input, output } : null;
}

/** The ids of the models that the endpoint lists, or why it does not, in its words. Read-only. */
export async function listMantle(
  post: Post,
  endpoint: MantleEndpoint,
): Promise<{ readonly models: readonly string[] } | { readonly refused: string }> {
  try {
    const { status, text } = await post(`${endpoint.base}/models`, headersOf(endpoint), null, signatureOf(endpoint));
    const data = parseBody(text)?.['data'];
    if (status !== 200 || !Array.isArray(data)) {
      return { refused: recognize(text)?.quote ?? `HTTP ${status}: ${text.slice(0, MOST_WORDS)}` };
    }
    return {
      models: data.flatMap((one: unknown) => {
        const id = (one as { readonly id?: unknown } | null)?.id;
        return typeof id === 'string' ? [id] : [];
      }),
    };
  } catch (error) {
    const answer = fromError(error);
    return { refused: answer.kind === 'refused' ? answer.words : 'no answer' };
  }
}
