import { list } from '../../operation.ts';
import { record } from '../../record.ts';
import { type Completion, pieces } from './completion.ts';
import { type Format, missingKey, strangeKey } from './format.ts';

const KNOWN = ['schemaVersion', 'messages', 'system', 'inferenceConfig', 'toolConfig'];
/** What Nova writes at most when nothing is said. */
const DEFAULT_TOKENS = 5_000;

const stopReason = ({ stop }: Completion): string => (stop === 'end' ? 'end_turn' : 'max_tokens');
const usage = ({ inputTokens, outputTokens }: Completion) => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
});

/** Amazon Nova's messages-v1: https://docs.aws.amazon.com/nova/latest/userguide/complete-request-schema.html */
export const NOVA: Format = {
  problem: (body) =>
    body['messages'] === undefined || list(body, 'messages').length === 0
      ? missingKey('messages')
      : strangeKey(body, KNOWN),
  prompt: (body) => JSON.stringify([body['system'] ?? [], body['messages'] ?? []]),
  maxTokens: (body) => Number(record(body['inferenceConfig'])['maxTokens'] ?? DEFAULT_TOKENS),
  answer: (completion) => ({
    output: { message: { role: 'assistant', content: [{ text: completion.text }] } },
    stopReason: stopReason(completion),
    usage: usage(completion),
  }),
  chunks: (completion) => [
    { messageStart: { role: 'assistant' } },
    ...pieces(completion.text).map((text) => ({ contentBlockDelta: { delta: { text }, contentBlockIndex: 0 } })),
    { contentBlockStop: { contentBlockIndex: 0 } },
    { messageStop: { stopReason: stopReason(completion) } },
    { metadata: { usage: usage(completion) } },
  ],
};
