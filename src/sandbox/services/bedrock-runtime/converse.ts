import { everything, type SandboxOperation } from '../../operation.ts';
import { conversed, METRICS, stopReasonOf, usageOf } from './conversation.ts';

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export const converse: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, input, context) => {
    const turn = conversed(world, input, context, 'Converse');
    if ('fault' in turn) return turn;
    return {
      world: turn.world,
      output: {
        output: { message: { role: 'assistant', content: [{ text: turn.completion.text }] } },
        stopReason: stopReasonOf(turn.completion),
        usage: usageOf(turn.completion),
        metrics: METRICS,
      },
    };
  },
};
