import { bareId } from './model-id.ts';

/** How a model is asked by itself. */
export type DirectRequest =
  /** Converse with one token; `system` false where a model takes no system prompt. */
  | { readonly by: 'converse'; readonly kind: 'chat' }
  /** InvokeModel with this body. */
  | { readonly by: 'invoke'; readonly kind: ModelUse; readonly body: string }
  /** Nobody documented a request that can be sent in this way; `why` goes on from "no request is known for …:". */
  | { readonly by: 'none'; readonly why: string };

/** What a model is for. */
export type ModelUse = 'chat' | 'embeddings' | 'rerank' | 'image' | 'video' | 'speech';

/** One family of models and the smallest request its provider documents. */
interface Family {
  readonly is: RegExp;
  readonly kind: ModelUse;
  /** Null: there is none that can be sent by InvokeModel. */
  readonly body: object | null;
  /** Why there is none, where that is not said of all models of its kind. */
  readonly why?: string;
  readonly page: string;
}

const GUIDE = 'https://docs.aws.amazon.com/bedrock/latest/userguide';

/** A PNG of one pixel, for models that want an image. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/**
 * The smallest request of every family that Converse does not serve, by the base id; the first that fits counts. The page is where
 * the provider documents the body.
 */
export const FAMILIES: readonly Family[] = [
  {
    is: /^amazon\.titan-embed-text/,
    kind: 'embeddings',
    body: { inputText: 'a' },
    page: `${GUIDE}/model-parameters-titan-embed-text.html`,
  },
  {
    is: /^amazon\.titan-embed-image/,
    kind: 'embeddings',
    body: { inputText: 'a' },
    page: `${GUIDE}/model-parameters-titan-embed-mm.html`,
  },
  {
    is: /^amazon\.titan-embed-g1/,
    kind: 'embeddings',
    body: { inputText: 'a' },
    page: `${GUIDE}/model-parameters-titan-embed-text.html`,
  },
  {
    is: /^amazon\.nova.*embed/,
    kind: 'embeddings',
    body: {
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: 'GENERIC_INDEX',
        embeddingDimension: 256,
        text: { truncationMode: 'END', value: 'a' },
      },
    },
    page: `${GUIDE}/nova-embeddings.html`,
  },
  {
    is: /^cohere\.embed/,
    kind: 'embeddings',
    body: { texts: ['a'], input_type: 'search_query' },
    page: `${GUIDE}/model-parameters-embed.html`,
  },
  {
    is: /^twelvelabs\.marengo-embed/,
    kind: 'embeddings',
    body: null,
    page: `${GUIDE}/model-parameters-marengo.html`,
  },
  {
    is: /^twelvelabs\.pegasus/,
    kind: 'video',
    body: null,
    why: 'it is asked about a video, and there is none here',
    page: `${GUIDE}/model-parameters-pegasus.html`,
  },
  {
    is: /^amazon\.rerank/,
    kind: 'rerank',
    body: { query: 'a', documents: ['a'], top_n: 1 },
    page: `${GUIDE}/rerank-supported.html`,
  },
  {
    is: /^cohere\.rerank/,
    kind: 'rerank',
    body: { query: 'a', documents: ['a'], top_n: 1, api_version: 2 },
    page: `${GUIDE}/rerank-supported.html`,
  },
  {
    is: /^amazon\.(?:titan-image|nova-canvas)/,
    kind: 'image',
    body: {
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: 'a dot' },
      imageGenerationConfig: { numberOfImages: 1, width: 512, height: 512 },
    },
    page: `${GUIDE}/model-parameters-titan-image.html`,
  },
  {
    is: /^stability\.(?:sd3|stable-image-(?:core|ultra))/,
    kind: 'image',
    body: { prompt: 'a dot' },
    page: `${GUIDE}/model-parameters-stability-diffusion.html`,
  },
  {
    is: /^stability\./,
    kind: 'image',
    body: { image: PIXEL, prompt: 'a dot' },
    page: `${GUIDE}/stable-image-services.html`,
  },
  {
    is: /^(?:amazon\.nova-reel|luma\.)/,
    kind: 'video',
    body: null,
    page: 'https://docs.aws.amazon.com/nova/latest/userguide/video-gen-access.html',
  },
  {
    is: /^amazon\.nova.*sonic/,
    kind: 'speech',
    body: null,
    page: 'https://docs.aws.amazon.com/nova/latest/userguide/speech.html',
  },
];

/** Providers whose chat models Converse serves: https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html */
const CHAT =
  /^(?:ai21\.jamba|amazon\.(?:nova|titan-text)|anthropic\.claude|cohere\.command|deepseek\.|google\.|meta\.llama|minimax\.|mistral\.|moonshot\w*\.|nvidia\.|openai\.|qwen\.|writer\.|xai\.|zai\.)/;

const NO_SYNC: { readonly [kind in ModelUse]?: string } = {
  video: 'it answers into a bucket, by StartAsyncInvoke',
  speech: 'it speaks over a stream in both directions',
  embeddings: 'it answers into a bucket, by StartAsyncInvoke',
};

/** What one call is billed for, where that is more than a few tokens: https://aws.amazon.com/bedrock/pricing/ */
const BILLED: { readonly [kind in ModelUse]?: string } = {
  image: 'makes a picture, which costs some cents',
  rerank: 'ranks a document, which is billed as one search',
};

/** What one call of a model is billed for, as words that go on from 'A call'; null where it is a fraction of a cent. Pure. */
export const billedFor = (request: DirectRequest): string | null =>
  request.by === 'invoke' ? (BILLED[request.kind] ?? null) : null;

/** How a model with this base id is asked; `base` null: what is behind the id is not known. Pure. */
export function directRequest(base: string | null): DirectRequest {
  if (base === null) return { by: 'converse', kind: 'chat' };
  const id = bareId(base);
  const family = FAMILIES.find(({ is }) => is.test(id));
  if (family === undefined) {
    return CHAT.test(id)
      ? { by: 'converse', kind: 'chat' }
      : { by: 'none', why: 'what this provider wants is not known here' };
  }
  const { kind, body, page, why = NO_SYNC[kind] ?? 'it is not asked by InvokeModel' } = family;
  if (body === null) return { by: 'none', why: `${why} (${page})` };
  return { by: 'invoke', kind, body: JSON.stringify(body) };
}
