import type { Json } from '../../core/json.ts';
import type { Fault, Input } from '../operation.ts';
import { requestIdOf } from '../request-id.ts';
import { type Called, callModel } from '../services/bedrock-runtime/call.ts';
import type { LambdaFunction, Moment, World } from '../world.ts';
import { functionLog, written } from './function-log.ts';
import { poetryRequest } from './poetry-request.ts';
import type { Run } from './run.ts';
import { FUNCTION_KEY, SDK_CALL, sessionOf, userAgentOf } from './session.ts';

/** How long a model seems to take, and a refusal. */
const POEM_MS = 700;
const REFUSAL_MS = 80;

const FAILED: Json = { message: 'Internal server error' };

/** What the function's SDK is told: a Bedrock API key in the environment takes the place of the role. */
function called(
  world: World,
  fn: LambdaFunction,
  principal: string,
  modelId: string,
  body: Input,
  now: Moment,
): Called {
  if (fn.environment['AWS_BEARER_TOKEN_BEDROCK'] !== undefined) {
    return { world, fault: { code: 'AccessDeniedException', status: 403, message: 'Bearer Token has expired' } };
  }
  const call = {
    principal,
    modelId,
    streaming: fn.streams,
    region: world.region,
    guardrail: fn.guardrail,
    endpointPolicy: fn.vpcEndpointPolicy,
    operation: fn.streams ? 'InvokeModelWithResponseStream' : 'InvokeModel',
    requestId: requestIdOf(world.serial + SDK_CALL),
    userAgent: userAgentOf(fn),
    accessKeyId: FUNCTION_KEY,
    sessionPolicies: [],
  };
  return callModel(world, call, body, now);
}

/**
 * The guide's PoetryFunction: runs as its role, calls Bedrock, writes the guide's log lines. Null when Lambda cannot
 * assume the role.
 */
export function runPoetry(before: World, fn: LambdaFunction, request: Input, now: Moment): Run | null {
  const principal = sessionOf(before, fn);
  if (principal === null) return null;
  const requestId = requestIdOf(before.serial);
  const world = { ...before, serial: before.serial + 1 };
  const log = functionLog(fn, requestId, now);
  const end = (after: World, status: number, body: Json, failure: Run['failure'] = null): Run => {
    log.raw(`END RequestId: ${requestId}`);
    const took = Math.max(...log.lines.map(({ at }) => at)) - now;
    log.raw(
      `REPORT RequestId: ${requestId}\tDuration: ${took.toFixed(2)} ms\tBilled Duration: ${Math.ceil(took)} ms\tMemory Size: ${fn.memoryMb} MB\tMax Memory Used: 92 MB`,
    );
    return { world: written(after, fn, principal, log.lines), status, body, requestId, failure, lines: log.lines };
  };
  const crash = (errorType: string, errorMessage: string, kind: string): Run => {
    log.say('ERROR', `${kind} \t${JSON.stringify({ errorType, errorMessage })}`);
    return end(world, 502, FAILED, { errorType, errorMessage });
  };
  const refused = ({ code, message, status }: Fault, after: World): Run => {
    log.wait(REFUSAL_MS);
    log.say('ERROR', `[Poetry] Bedrock error: ${fn.quiet ? code : `${code}: ${message}`}`);
    return end(after, status, { success: false, error: code, ...(fn.quiet ? {} : { message }) });
  };

  log.raw(`START RequestId: ${requestId} Version: $LATEST`);
  if (fn.behavior === 'import-error') {
    return crash('Runtime.ImportModuleError', "Error: Cannot find module './poetry'", 'Uncaught Exception');
  }
  const { persona, language, modelId, body } = poetryRequest(fn, request);
  log.say('INFO', '[Poetry] Request received');
  if (fn.behavior === 'throws') {
    return crash('TypeError', "Cannot read properties of undefined (reading 'tempo')", 'Invoke Error');
  }
  log.say('INFO', `[Poetry] Generating - Persona: ${persona}, Language: ${language}`);
  log.say('INFO', `[Poetry] Invoking Bedrock model: ${modelId}`);
  if (fn.behavior === 'times-out') {
    log.wait(fn.timeoutSeconds * 1_000);
    const late = `Task timed out after ${fn.timeoutSeconds}.00 seconds`;
    log.raw(`${new Date(now + fn.timeoutSeconds * 1_000).toISOString()} ${requestId} ${late}\n`);
    return end(
      world,
      504,
      { message: 'Endpoint request timed out' },
      {
        errorType: 'Sandbox.Timedout',
        errorMessage: `RequestId: ${requestId} Error: ${late}`,
      },
    );
  }
  const answer = called(world, fn, principal, modelId, body, now);
  if ('fault' in answer) return refused(answer.fault, answer.world);
  const poetry = answer.completion.text;
  log.wait(POEM_MS);
  log.say('INFO', `[Poetry] Success - Generated ${poetry.length} characters`);
  return end(answer.world, 200, { success: true, poetry, persona, language, model: modelId });
}
