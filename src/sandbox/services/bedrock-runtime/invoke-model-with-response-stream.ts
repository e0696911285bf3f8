import { everything, type SandboxOperation, text } from '../../operation.ts';
import { record } from '../../record.ts';
import { callModel, invocationOf } from './call.ts';

/** Authorizes inside, on every ARN behind the id. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModelWithResponseStream.html */
export const invokeModelWithResponseStream: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, input, context) => {
    const call = invocationOf(input, context, 'InvokeModelWithResponseStream', text(input, 'guardrailIdentifier'));
    const called = callModel(world, call, record(input['body']), context.now);
    if ('fault' in called) return called;
    const events = called.format.chunks(called.completion, context.requestId).map((chunk) => ({
      type: 'chunk',
      payload: { bytes: Buffer.from(JSON.stringify(chunk)).toString('base64') },
    }));
    return {
      world: called.world,
      output: {},
      events,
      headers: { 'x-amzn-bedrock-content-type': 'application/json' },
    };
  },
};
