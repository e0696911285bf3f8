import { everything, type SandboxOperation, text } from '../../operation.ts';
import { record } from '../../record.ts';
import { callModel, countHeaders, invocationOf } from './call.ts';

/** Authorizes inside, on every ARN behind the id. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
export const invokeModel: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, input, context) => {
    const call = invocationOf(input, context, 'InvokeModel', text(input, 'guardrailIdentifier'));
    const called = callModel(world, call, record(input['body']), context.now);
    if ('fault' in called) return called;
    return {
      world: called.world,
      output: called.format.answer(called.completion, context.requestId),
      headers: countHeaders(called.completion),
    };
  },
};
