import type { Json } from '../../../core/json.ts';
import { authorize, deniedMessage } from '../../authorize.ts';
import {
  type Answer,
  type CallContext,
  everything,
  type Input,
  list,
  type SandboxOperation,
  text,
} from '../../operation.ts';
import type { World } from '../../world.ts';
import { invocationOf } from '../bedrock-runtime/call.ts';
import { complete, pieces } from '../bedrock-runtime/completion.ts';
import { invoke } from '../bedrock-runtime/invoke.ts';
import { recordCall } from '../bedrock-runtime/record-call.ts';
import { onMantle, routeUnsupported } from './model.ts';

/** An error as OpenAI's clients read it; a denial arrives as 401. */
const refused = (world: World, status: number, code: string, message: string): Answer => ({
  world,
  status,
  output: {
    error: { code, message, param: null, type: status === 401 ? 'permission_error' : 'invalid_request_error' },
  },
});

const DEFAULT_TOKENS = 4_096;

/** A chat completion, whole or as server-sent events: https://platform.openai.com/docs/api-reference/chat/create */
function completion(world: World, input: Input, requestId: string): Answer {
  const model = text(input, 'model');
  const most = Number(input['max_completion_tokens'] ?? input['max_tokens'] ?? DEFAULT_TOKENS);
  const done = complete(JSON.stringify(input['messages'] ?? []), most);
  const base = { id: `chatcmpl-${requestId}`, created: 1_790_000_000, model };
  const finish = done.stop === 'end' ? 'stop' : 'length';
  const usage: Json = {
    prompt_tokens: done.inputTokens,
    completion_tokens: done.outputTokens,
    total_tokens: done.inputTokens + done.outputTokens,
  };
  if (input['stream'] === true) {
    const chunk = (delta: Json, reason: string | null): string =>
      `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
    const raw = [
      ...pieces(done.text).map((content) => chunk({ content }, null)),
      chunk({}, finish),
      'data: [DONE]\n\n',
    ];
    return { world, output: {}, raw: raw.join(''), headers: { 'content-type': 'text/event-stream' } };
  }
  const message = { role: 'assistant', content: done.text };
  const choices: Json = [{ index: 0, message, finish_reason: finish }];
  return { world, output: { ...base, object: 'chat.completion', choices, usage } };
}

/** The denial of an action on the account's default project, or null. */
function denial(world: World, { caller, region, now }: CallContext, action: string, resource?: string): string | null {
  const ask = {
    principal: caller.arn,
    action,
    resource: resource ?? `arn:${world.partition}:bedrock-mantle:${region}:${world.account}:project/default`,
    sessionPolicies: caller.sessionPolicies,
  };
  const decision = authorize(world, ask, now);
  return decision.decision === 'allowed' ? null : deniedMessage(ask, decision);
}

const NO_MESSAGES = 'messages: at least one message is required';

/**
 * The OpenAI-compatible endpoint: it has actions of its own, and InvokeModel does not cover them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html
 */
export const BEDROCK_MANTLE: { readonly [name: string]: SandboxOperation } = {
  ListModels: {
    action: null,
    resource: everything,
    handle: (world, _input, context) => {
      const denied = denial(world, context, 'bedrock-mantle:ListModels');
      if (denied !== null) return refused(world, 401, 'access_denied', denied);
      // The list has models that the route then refuses, as AWS's has.
      const data = world.bedrock.models
        .filter(({ regions, kind }) => regions.includes(context.region) && (kind ?? 'chat') === 'chat')
        .map(({ id, provider }) => ({ id: id.replace(/-1:0$/, ''), object: 'model', created: 0, owned_by: provider }));
      return { world, output: { object: 'list', data } };
    },
  },
  CreateInference: {
    action: null,
    resource: everything,
    handle: (world, input, context) => {
      const denied = denial(world, context, 'bedrock-mantle:CreateInference');
      if (denied !== null) return refused(world, 401, 'access_denied', denied);
      const model = text(input, 'model');
      if (!onMantle(model)) return refused(world, 400, 'validation_error', routeUnsupported(model));
      return list(input, 'messages').length === 0
        ? refused(world, 400, 'validation_error', NO_MESSAGES)
        : completion(world, input, context.requestId);
    },
  },
};

/**
 * Chat Completions of Bedrock Runtime, authorized as InvokeModel:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-chat-completions.html
 */
export const chatCompletions: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (before, input, context) => {
    const given = text(input, 'model');
    const modelId = before.bedrock.models.some(({ id }) => id === `${given}-1:0`) ? `${given}-1:0` : given;
    const operation = input['stream'] === true ? 'InvokeModelWithResponseStream' : 'InvokeModel';
    const call = invocationOf({ modelId }, context, operation, '');
    const called = recordCall(before, call, context.now, (world) => invoke(world, call, context.now));
    if ('fault' in called) {
      const { code, status, message } = called.fault;
      return refused(called.world, status, code, message);
    }
    return list(input, 'messages').length === 0
      ? refused(called.world, 400, 'validation_error', NO_MESSAGES)
      : completion(called.world, input, context.requestId);
  },
};
