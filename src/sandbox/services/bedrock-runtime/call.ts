import { type CallContext, type Fault, fault, type Input, text } from '../../operation.ts';
import type { Model, Moment, World } from '../../world.ts';
import { type Completion, complete } from './completion.ts';
import type { Format } from './format.ts';
import { formatOf } from './formats.ts';
import type { Invocation } from './invocation.ts';
import { invoke } from './invoke.ts';
import { recordCall } from './record-call.ts';

/** What came of a call with a provider's body. */
export type Called =
  | { readonly world: World; readonly completion: Completion; readonly format: Format }
  | { readonly world: World; readonly fault: Fault };

/** One call of a model with a provider's own body: access first, then the body. */
export function callModel(before: World, call: Invocation, body: Input, now: Moment): Called {
  return recordCall(before, call, now, (world) => {
    const called = invoke(world, call, now);
    if ('fault' in called) return called;
    const format = formatOf(called.model);
    const problem =
      called.model.kind === 'video' ? ASYNC_ONLY : (streamProblem(called.model, call) ?? format.problem(body));
    return problem === null
      ? { world: called.world, completion: complete(format.prompt(body), format.maxTokens(body)), format }
      : { world: called.world, ...fault('ValidationException', 400, problem) };
  });
}

/** https://docs.aws.amazon.com/nova/latest/userguide/video-gen-access.html: a video is asked for by StartAsyncInvoke. */
const ASYNC_ONLY = 'The model is not supported by this API. Use StartAsyncInvoke.';

const streamProblem = ({ streaming }: Model, call: Invocation): string | null =>
  call.streaming && !streaming ? 'The model is unsupported for streaming.' : null;

/** The call that a request of the runtime API stands for. */
export const invocationOf = (input: Input, context: CallContext, operation: string, guardrail: string): Invocation => ({
  principal: context.caller.arn,
  modelId: decodeURIComponent(text(input, 'modelId')),
  streaming: /Stream$/.test(operation),
  region: context.region,
  guardrail: guardrail === '' ? null : guardrail,
  endpointPolicy: null,
  operation,
  requestId: context.requestId,
  userAgent: context.userAgent,
  accessKeyId: context.caller.accessKeyId,
  sessionPolicies: context.caller.sessionPolicies,
});

/** The token counts of an answer, as headers: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
export const countHeaders = ({ inputTokens, outputTokens }: Completion): Readonly<Record<string, string>> => ({
  'x-amzn-bedrock-input-token-count': String(inputTokens),
  'x-amzn-bedrock-output-token-count': String(outputTokens),
  'x-amzn-bedrock-invocation-latency': '400',
});
