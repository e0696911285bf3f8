import type { Json } from '../../core/json.ts';
import {
  type Answer,
  type CallContext,
  everything,
  fault,
  type Input,
  list,
  type SandboxOperation,
  text,
} from '../operation.ts';
import { poem, tokensOf } from '../poem.ts';
import type { World } from '../world.ts';
import { invoke } from './invoke.ts';

const CHUNK = 24;
const chunks = (whole: string): readonly string[] => whole.match(new RegExp(`[\\s\\S]{1,${CHUNK}}`, 'g')) ?? [];

/** What the model writes for a prompt. */
const written = (prompt: string): string => poem(/[\uac00-\ud7a3]|korean|\bko\b/i.test(prompt) ? 'ko' : 'en');

/** Bedrock authorises inside: on every ARN behind a profile. */
function answered(
  world: World,
  input: Input,
  context: CallContext,
  streaming: boolean,
  valid: string | null,
  then: (world: World) => Answer,
): Answer {
  const called = invoke(
    world,
    {
      principal: context.caller.arn,
      modelId: decodeURIComponent(text(input, 'modelId')),
      streaming,
      region: context.region,
      endpointPolicy: null,
    },
    context.now,
  );
  if ('fault' in called) return { fault: called.fault, world: called.world };
  return valid === null ? then(called.world) : { ...fault('ValidationException', 400, valid), world: called.world };
}

/** What is wrong with an InvokeModel body; null when nothing. */
function bodyError(modelId: string, body: Input): string | null {
  if (modelId.includes('anthropic.') && typeof body['max_tokens'] !== 'number') {
    return 'Malformed input request: #: required key [max_tokens] not found, please reformat your input and try again.';
  }
  return Array.isArray(body['messages'])
    ? null
    : 'Malformed input request: #: required key [messages] not found, please reformat your input and try again.';
}

const body = (input: Input): Input => (typeof input['body'] === 'object' ? ((input['body'] ?? {}) as Input) : {});
const usage = (prompt: string, reply: string) => ({ input: tokensOf(prompt), output: tokensOf(reply) });

const invokeModel = (streaming: boolean): SandboxOperation => ({
  action: null,
  resource: everything,
  handle: (world, input, context) => {
    const asked = body(input);
    const modelId = decodeURIComponent(text(input, 'modelId'));
    return answered(world, input, context, streaming, bodyError(modelId, asked), (after) => {
      const prompt = JSON.stringify(list(asked, 'messages'));
      const reply = written(prompt);
      const count = usage(prompt, reply);
      const headers = {
        'x-amzn-bedrock-input-token-count': String(count.input),
        'x-amzn-bedrock-output-token-count': String(count.output),
      };
      const nova = modelId.includes('amazon.nova');
      if (streaming) {
        const events = chunks(reply).map((part) => ({
          type: 'chunk',
          payload: {
            bytes: Buffer.from(
              JSON.stringify({ type: 'content_block_delta', delta: { type: 'text_delta', text: part } }),
            ).toString('base64'),
          } satisfies Json,
        }));
        return { world: after, output: {}, events, headers };
      }
      const output: Json = nova
        ? {
            output: { message: { role: 'assistant', content: [{ text: reply }] } },
            stopReason: 'end_turn',
            usage: { inputTokens: count.input, outputTokens: count.output },
          }
        : {
            id: `msg_${context.requestId}`,
            type: 'message',
            role: 'assistant',
            content: [{ type: 'text', text: reply }],
            stop_reason: 'end_turn',
            usage: { input_tokens: count.input, output_tokens: count.output },
          };
      return { world: after, output, headers };
    });
  },
});

const converse = (streaming: boolean): SandboxOperation => ({
  action: null,
  resource: everything,
  handle: (world, input, context) =>
    answered(world, input, context, streaming, null, (after) => {
      const prompt = JSON.stringify(list(input, 'messages'));
      const reply = written(prompt);
      const count = usage(prompt, reply);
      const tokens = { inputTokens: count.input, outputTokens: count.output, totalTokens: count.input + count.output };
      if (streaming) {
        return {
          world: after,
          output: {},
          events: [
            { type: 'messageStart', payload: { role: 'assistant' } },
            ...chunks(reply).map((part) => ({
              type: 'contentBlockDelta',
              payload: { contentBlockIndex: 0, delta: { text: part } },
            })),
            { type: 'contentBlockStop', payload: { contentBlockIndex: 0 } },
            { type: 'messageStop', payload: { stopReason: 'end_turn' } },
            { type: 'metadata', payload: { usage: tokens, metrics: { latencyMs: 400 } } },
          ],
        };
      }
      return {
        world: after,
        output: {
          output: { message: { role: 'assistant', content: [{ text: reply }] } },
          stopReason: 'end_turn',
          usage: tokens,
          metrics: { latencyMs: 400 },
        },
      };
    }),
});

/** Bedrock Runtime: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html */
export const BEDROCK_RUNTIME: { readonly [name: string]: SandboxOperation } = {
  InvokeModel: invokeModel(false),
  InvokeModelWithResponseStream: invokeModel(true),
  Converse: converse(false),
  ConverseStream: converse(true),
};
