import type { Json } from '../../../core/json.ts';
import { list } from '../../operation.ts';
import { type Completion, pieces } from './completion.ts';
import { type Format, missingKey, strangeKey } from './format.ts';

const KNOWN = [
  'anthropic_version',
  'anthropic_beta',
  'max_tokens',
  'messages',
  'system',
  'stop_sequences',
  'temperature',
  'top_p',
  'top_k',
  'tools',
  'tool_choice',
  'thinking',
];
const REQUIRED = ['anthropic_version', 'max_tokens', 'messages'];

const stopReason = ({ stop }: Completion): string => (stop === 'end' ? 'end_turn' : 'max_tokens');
const opened = (requestId: string, inputTokens: number): { readonly [key: string]: Json } => ({
  id: `msg_bdrk_${requestId.replaceAll('-', '').slice(0, 24)}`,
  type: 'message',
  role: 'assistant',
  model: 'claude',
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: inputTokens, output_tokens: 0 },
});

/** Claude's Messages API: https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html */
export const ANTHROPIC: Format = {
  problem: (body) => {
    const missing = REQUIRED.find((key) => body[key] === undefined);
    if (missing !== undefined) return missingKey(missing);
    const strange = strangeKey(body, KNOWN);
    if (strange !== null) return strange;
    if (typeof body['max_tokens'] !== 'number' || body['max_tokens'] < 1) {
      return 'max_tokens: must be greater than or equal to 1';
    }
    return list(body, 'messages').length === 0 ? 'messages: at least one message is required' : null;
  },
  prompt: (body) => JSON.stringify([body['system'] ?? '', body['messages'] ?? []]),
  maxTokens: (body) => Number(body['max_tokens']),
  answer: (completion, requestId) => ({
    ...opened(requestId, completion.inputTokens),
    content: [{ type: 'text', text: completion.text }],
    stop_reason: stopReason(completion),
    usage: { input_tokens: completion.inputTokens, output_tokens: completion.outputTokens },
  }),
  chunks: (completion, requestId) => [
    { type: 'message_start', message: opened(requestId, completion.inputTokens) },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...pieces(completion.text).map((text) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    })),
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: stopReason(completion), stop_sequence: null },
      usage: { output_tokens: completion.outputTokens },
    },
    {
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': {
        inputTokenCount: completion.inputTokens,
        outputTokenCount: completion.outputTokens,
      },
    },
  ],
};
