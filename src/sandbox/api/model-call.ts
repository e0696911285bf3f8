import { authorize, deniedMessage } from '../authorize.ts';
import type { Fault } from '../operation.ts';
import { requestIdOf } from '../request-id.ts';
import { onMantle, routeUnsupported } from '../services/bedrock-mantle/model.ts';
import { callModel } from '../services/bedrock-runtime/call.ts';
import { conversed } from '../services/bedrock-runtime/conversation.ts';
import { requestFor } from '../services/bedrock-runtime/request-for.ts';
import type { ModelCall, Moment, World } from '../world.ts';

/** Who makes a call, and how its SDK names itself. */
export interface Calling {
  readonly principal: string;
  readonly userAgent: string;
  readonly accessKeyId: string;
  readonly region: string;
}

/** What came of an application's call. */
export type Made = { readonly world: World; readonly text: string } | { readonly world: World; readonly fault: Fault };

/** The API's name of a call, as error texts have it. */
export const operationOf = ({ api, streaming, use }: ModelCall): string => {
  if (use === 'retrieve') return 'Retrieve';
  if (api === 'mantle') return 'CreateInference';
  if (api === 'converse') return streaming ? 'ConverseStream' : 'Converse';
  return streaming ? 'InvokeModelWithResponseStream' : 'InvokeModel';
};

/** A permission that is no model's, asked of the principal; the fault, or null. */
function refusal(world: World, { principal }: Calling, action: string, resource: string, now: Moment): Fault | null {
  const ask = { principal, action, resource };
  const decision = authorize(world, ask, now);
  return decision.decision === 'allowed'
    ? null
    : { code: 'AccessDeniedException', status: 403, message: deniedMessage(ask, decision) };
}

/** Makes one call of an application, with the permissions of whoever it runs as. */
export function makeCall(world: World, call: ModelCall, calling: Calling, prompt: string, now: Moment): Made {
  const { principal, userAgent, accessKeyId, region } = calling;
  const at = `arn:${world.partition}:bedrock`;
  if (call.use === 'retrieve') {
    const resource = `${at}:${region}:${world.account}:knowledge-base/${call.modelId}`;
    const fault = refusal(world, calling, 'bedrock:Retrieve', resource, now);
    return fault ? { world, fault } : { world, text: '3 passages' };
  }
  if (call.api === 'mantle') {
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html
    const resource = `${at}-mantle:${region}:${world.account}:project/default`;
    const fault = refusal(world, calling, 'bedrock-mantle:CreateInference', resource, now);
    if (fault) return { world, fault };
    return onMantle(call.modelId)
      ? { world, text: 'Hello.' }
      : { world, fault: { code: 'ValidationException', status: 400, message: routeUnsupported(call.modelId) } };
  }
  const requestId = requestIdOf(world.serial * 7 + world.events.length);
  const operation = operationOf(call);
  if (call.api === 'converse') {
    const caller = { arn: principal, userId: '', accessKeyId, sessionPolicies: [] };
    const context = { now, caller, region, requestId, userAgent, accounts: () => null };
    const input = { modelId: call.modelId, messages: [{ role: 'user', content: [{ text: prompt }] }] };
    const turn = conversed(world, input, context, operation);
    return 'fault' in turn ? turn : { world: turn.world, text: turn.completion.text };
  }
  const invocation = {
    principal,
    modelId: call.modelId,
    streaming: call.streaming === true,
    region,
    guardrail: null,
    endpointPolicy: null,
    operation,
    requestId,
    userAgent,
    accessKeyId,
    sessionPolicies: [],
  };
  const made = callModel(world, invocation, requestFor(world, call.modelId, prompt), now);
  return 'fault' in made ? made : { world: made.world, text: made.completion.text };
}
