import type { Json } from '../../../core/json.ts';
import { type CallContext, type Fault, fault, type Input, list, text } from '../../operation.ts';
import { record } from '../../record.ts';
import type { Model, World } from '../../world.ts';
import { invocationOf } from './call.ts';
import { type Completion, complete } from './completion.ts';
import { invoke } from './invoke.ts';
import { recordCall } from './record-call.ts';

/** What Converse lets a model write when nothing is said. */
const DEFAULT_TOKENS = 4_096;

type Conversed =
  | { readonly world: World; readonly completion: Completion }
  | { readonly world: World; readonly fault: Fault };

/** One turn of Converse or ConverseStream; there is no action of that name, InvokeModel is what is authorized. */
export function conversed(before: World, input: Input, context: CallContext, operation: string): Conversed {
  const guardrail = text(record(input['guardrailConfig']), 'guardrailIdentifier');
  const call = invocationOf(input, context, operation, guardrail);
  return recordCall<Conversed>(before, call, context.now, (world) => {
    const called = invoke(world, call, context.now);
    if ('fault' in called) return called;
    const problem = problemOf(called.model, list(input, 'messages'));
    if (problem !== null) return { world: called.world, ...fault('ValidationException', 400, problem) };
    const prompt = JSON.stringify([input['system'] ?? [], input['messages'] ?? []]);
    const maxTokens = Number(record(input['inferenceConfig'])['maxTokens'] ?? DEFAULT_TOKENS);
    return { world: called.world, completion: complete(prompt, maxTokens) };
  });
}

/** What is wrong with a conversation, in Bedrock's words; null when nothing. */
function problemOf({ kind }: Model, messages: readonly Json[]): string | null {
  // https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html
  if (kind !== undefined && kind !== 'chat')
    return 'This action doesn’t support the model that you provided. Try again with a supported text or chat model.';
  return record(messages[0])['role'] === 'user'
    ? null
    : 'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
}

/** How a turn ended, in Converse's words. */
export const stopReasonOf = ({ stop }: Completion): string => (stop === 'end' ? 'end_turn' : 'max_tokens');
/** What a turn cost. */
export const usageOf = ({ inputTokens, outputTokens }: Completion) => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
});
/** The sandbox thinks for no time at all; a plausible figure keeps clients that divide by it alive. */
export const METRICS = { latencyMs: 400 };
