import { type CallContext, type Fault, fault, type Input, list, text } from '../../operation.ts';
import { record } from '../../record.ts';
import type { World } from '../../world.ts';
import { invocationOf } from './call.ts';
import { type Completion, complete } from './completion.ts';
import { invoke } from './invoke.ts';

/** What Converse lets a model write when nothing is said. */
const DEFAULT_TOKENS = 4_096;

type Conversed =
  | { readonly world: World; readonly completion: Completion }
  | { readonly world: World; readonly fault: Fault };

/** One turn of Converse or ConverseStream; there is no action of that name, InvokeModel is what is authorised. */
export function conversed(world: World, input: Input, context: CallContext, streaming: boolean): Conversed {
  const guardrail = text(record(input['guardrailConfig']), 'guardrailIdentifier');
  const called = invoke(world, invocationOf(input, context, streaming, guardrail), context.now);
  if ('fault' in called) return called;
  const messages = list(input, 'messages');
  if (record(messages[0])['role'] !== 'user') {
    const problem =
      'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
    return { world: called.world, ...fault('ValidationException', 400, problem) };
  }
  const prompt = JSON.stringify([input['system'] ?? [], messages]);
  const maxTokens = Number(record(input['inferenceConfig'])['maxTokens'] ?? DEFAULT_TOKENS);
  return { world: called.world, completion: complete(prompt, maxTokens) };
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
