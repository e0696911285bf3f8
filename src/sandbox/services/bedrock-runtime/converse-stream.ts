import { everything, type SandboxOperation } from '../../operation.ts';
import { pieces } from './completion.ts';
import { conversed, METRICS, stopReasonOf, usageOf } from './conversation.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html */
export const converseStream: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, input, context) => {
    const turn = conversed(world, input, context, 'ConverseStream');
    if ('fault' in turn) return turn;
    const deltas = pieces(turn.completion.text).map((text) => ({
      type: 'contentBlockDelta',
      payload: { contentBlockIndex: 0, delta: { text } },
    }));
    return {
      world: turn.world,
      output: {},
      events: [
        { type: 'messageStart', payload: { role: 'assistant' } },
        ...deltas,
        { type: 'contentBlockStop', payload: { contentBlockIndex: 0 } },
        { type: 'messageStop', payload: { stopReason: stopReasonOf(turn.completion) } },
        { type: 'metadata', payload: { usage: usageOf(turn.completion), metrics: METRICS } },
      ],
    };
  },
};
