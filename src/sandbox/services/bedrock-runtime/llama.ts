import { text } from '../../operation.ts';
import { type Completion, pieces } from './completion.ts';
import { type Format, missingKey } from './format.ts';

/** What Llama writes at most when nothing is said. */
const DEFAULT_TOKENS = 512;

const counts = ({ stop, inputTokens, outputTokens }: Completion) => ({
  prompt_token_count: inputTokens,
  generation_token_count: outputTokens,
  stop_reason: stop === 'end' ? 'stop' : 'length',
});

/** Meta Llama's prompt: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-meta.html */
export const LLAMA: Format = {
  problem: (body) => (body['prompt'] === undefined ? missingKey('prompt') : null),
  prompt: (body) => text(body, 'prompt'),
  maxTokens: (body) => Number(body['max_gen_len'] ?? DEFAULT_TOKENS),
  answer: (completion) => ({ generation: completion.text, ...counts(completion) }),
  chunks: (completion) => [
    ...pieces(completion.text).map((generation) => ({ generation, stop_reason: null })),
    { generation: '', ...counts(completion) },
  ],
};
