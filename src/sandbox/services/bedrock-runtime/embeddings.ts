import type { Json } from '../../../core/json.ts';
import { chance } from '../../chance.ts';
import { list, text } from '../../operation.ts';
import { record } from '../../record.ts';
import type { Completion } from './completion.ts';
import { type Format, missingKey, strangeKey } from './format.ts';

/** Embeddings write nothing; the prompt alone costs tokens. */
const NO_TOKENS = 1;
/** A vector of numbers from -1 to 1 that depends on the text's length only; nobody compares them here. */
const vector = ({ inputTokens }: Completion, size: number): readonly number[] =>
  Array.from({ length: size }, (_, index) => chance(inputTokens, index) * 2 - 1);

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html */
export const TITAN_EMBED: Format = {
  problem: (body) =>
    typeof body['inputText'] !== 'string'
      ? missingKey('inputText')
      : strangeKey(body, ['inputText', 'dimensions', 'normalize', 'embeddingTypes']),
  prompt: (body) => text(body, 'inputText'),
  maxTokens: () => NO_TOKENS,
  answer: (completion) => ({
    embedding: [...vector(completion, 1_024)],
    inputTextTokenCount: completion.inputTokens,
  }),
  chunks: () => [],
};

/** https://docs.aws.amazon.com/nova/latest/userguide/embeddings-schema.html */
export const NOVA_EMBED: Format = {
  problem: (body) =>
    body['taskType'] === undefined
      ? missingKey('taskType')
      : body['singleEmbeddingParams'] === undefined
        ? missingKey('singleEmbeddingParams')
        : null,
  prompt: (body) => text(record(record(body['singleEmbeddingParams'])['text']), 'value'),
  maxTokens: () => NO_TOKENS,
  answer: (completion) => ({
    embeddings: [{ embeddingType: 'TEXT', embedding: [...vector(completion, 1_024)] }],
    inputTextTokenCount: completion.inputTokens,
  }),
  chunks: () => [],
};

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html */
export const COHERE_EMBED: Format = {
  problem: (body) =>
    body['texts'] === undefined && body['images'] === undefined
      ? missingKey('texts')
      : body['input_type'] === undefined
        ? missingKey('input_type')
        : null,
  prompt: (body) => JSON.stringify(list(body, 'texts')),
  maxTokens: () => NO_TOKENS,
  answer: (completion, requestId) => ({
    id: requestId,
    response_type: 'embeddings_floats',
    embeddings: [vector(completion, 1_024)] as unknown as Json,
  }),
  chunks: () => [],
};

/** https://docs.aws.amazon.com/bedrock/latest/userguide/rerank-supported.html and the provider's own page */
export const RERANK: Format = {
  problem: (body) =>
    body['query'] === undefined
      ? missingKey('query')
      : body['documents'] === undefined
        ? missingKey('documents')
        : null,
  prompt: (body) => JSON.stringify([body['query'] ?? '', body['documents'] ?? []]),
  maxTokens: () => NO_TOKENS,
  answer: () => ({ results: [{ index: 0, relevance_score: 0.87 }] }),
  chunks: () => [],
};

/** The smallest PNG: one transparent pixel. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

/** https://docs.aws.amazon.com/nova/latest/userguide/image-gen-req-resp-structure.html */
export const IMAGE: Format = {
  problem: (body) => (body['taskType'] === undefined ? missingKey('taskType') : null),
  prompt: (body) => text(record(body['textToImageParams']), 'text'),
  maxTokens: () => NO_TOKENS,
  answer: () => ({ images: [PIXEL] }),
  chunks: () => [],
};
