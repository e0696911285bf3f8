import type { Json } from '../../../core/json.ts';
import type { Answer, Caller, Input } from '../../operation.ts';
import type { Moment, World } from '../../world.ts';
import { recordEvent } from './record-event.ts';

/** Calls that come into the event history besides those of models: Bedrock's control plane, and what changes IAM. */
const RECORDED: { readonly [service: string]: RegExp } = {
  bedrock: /./,
  iam: /^(Put|Delete|Attach|Detach|Create|Update)/,
  sts: /^AssumeRole/,
};
/** Services of the whole account, whose events stand in one Region. */
const GLOBAL: ReadonlySet<string> = new Set(['iam']);
const GLOBAL_REGION = 'us-east-1';

/** Members that are too long or too private for a record. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'formData',
  'offerToken',
  'Action',
  'Version',
  'InvocationType',
  'LogType',
  'guardrailIdentifier',
]);

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** The request's members as records spell them; null for none. */
function parametersOf(input: Input): Json {
  const entries = Object.entries(input).filter(([name]) => !LEFT_OUT.has(name));
  return entries.length === 0 ? null : Object.fromEntries(entries.map(([name, value]) => [lowerFirst(name), value]));
}

/** The world after an answered call, which is in the event history if CloudTrail records such calls. */
export function recordAnswer(
  world: World,
  call: {
    readonly service: string;
    readonly operation: string;
    readonly input: Input;
    readonly caller: Caller;
    readonly region: string;
    readonly userAgent: string;
    readonly requestId: string;
    readonly at: Moment;
  },
  answer: Answer,
): World {
  if (!RECORDED[call.service]?.test(call.operation)) return world;
  return recordEvent(world, {
    at: call.at,
    source: `${call.service}.amazonaws.com`,
    name: call.operation,
    region: GLOBAL.has(call.service) ? GLOBAL_REGION : call.region,
    principal: call.caller.arn,
    accessKeyId: call.caller.accessKeyId,
    userAgent: call.userAgent,
    requestId: call.requestId,
    readOnly: /^(Get|List)/.test(call.operation),
    parameters: parametersOf(call.input),
    fault: 'fault' in answer ? answer.fault : null,
  });
}
