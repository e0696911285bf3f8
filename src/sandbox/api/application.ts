import type { Json } from '../../core/json.ts';
import type { Fault, Input } from '../operation.ts';
import { requestIdOf } from '../request-id.ts';
import type { Application, LambdaFunction, ModelCall, Moment, World } from '../world.ts';
import { functionLog, written } from './function-log.ts';
import { makeCall, operationOf } from './model-call.ts';
import type { Run } from './run.ts';
import { FUNCTION_KEY, sessionOf, userAgentOf } from './session.ts';

/** How long a call seems to take. */
const CALL_MS = 350;

const ACCEPTED = 202;
const OK = 200;
const BAD_REQUEST = 400;
const FAILED = 500;

/** One server-sent event: https://html.spec.whatwg.org/multipage/server-sent-events.html */
const sse = (event: string, data: Json): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** What an application answers when all of its calls were served. */
function served({ answers }: Application, texts: readonly string[]): Pick<Run, 'status' | 'body' | 'raw'> {
  const answer = texts.at(-1) ?? '';
  switch (answers) {
    case 'accepted':
      return { status: ACCEPTED, body: { status: 'queued' } };
    case 'events': {
      const parts = answer.split('\n').map((line) => sse('delta', { text: line }));
      const text = [...parts, sse('done', { finished: true })].join('');
      return { status: OK, body: text, raw: { type: 'text/event-stream', text } };
    }
    case 'page': {
      const text = `<!doctype html><title>Answer</title><p>${answer.replaceAll('\n', '<br>')}</p>`;
      return { status: OK, body: text, raw: { type: 'text/html; charset=utf-8', text } };
    }
    case 'plain':
      return { status: OK, body: answer, raw: { type: 'text/plain; charset=utf-8', text: answer } };
    default:
      return { status: OK, body: { answer, calls: texts.length } };
  }
}

/** What it answers when Bedrock refused one: its own words, never AWS's shape. */
function failed({ answers }: Application, { code, message }: Fault): Pick<Run, 'status' | 'body' | 'raw'> {
  switch (answers) {
    // The work goes on after the answer, and so does its failure.
    case 'accepted':
      return { status: ACCEPTED, body: { status: 'queued' } };
    case 'events': {
      const text = sse('error', { error: code, message });
      return { status: OK, body: text, raw: { type: 'text/event-stream', text } };
    }
    case 'quiet':
      return { status: OK, body: { ok: false, error: `${code}: ${message}` } };
    default:
      return { status: FAILED, body: { error: 'The model could not be asked.', reason: code } };
  }
}

/** An error of the SDK as the function's language writes it into the log. */
function errorLine(fn: LambdaFunction, prefix: string, call: ModelCall, { code, message, status }: Fault): string {
  if (call.api === 'mantle') {
    // The OpenAI client's words, and Bedrock's body in them: a denial arrives as 401.
    const route = code === 'ValidationException';
    const body = `{'error': {'code': '${route ? 'validation_error' : 'access_denied'}', 'message': ${JSON.stringify(message)}}}`;
    return `${prefix} openai.${route ? 'BadRequestError' : 'AuthenticationError'}: Error code: ${route ? status : 401} - ${body}`;
  }
  return fn.runtime.startsWith('python')
    ? `${prefix} botocore.errorfactory.${code}: An error occurred (${code}) when calling the ${operationOf(call)} operation: ${message}`
    : `${prefix} ${code}: ${message}`;
}

/** Runs an application as its role: its calls one after another until one is refused, and its own lines in the log. */
export function runApplication(
  before: World,
  fn: LambdaFunction,
  application: Application,
  request: Input,
  now: Moment,
): Run | null {
  const principal = sessionOf(before, fn);
  if (principal === null) return null;
  const requestId = requestIdOf(before.serial);
  const log = functionLog(fn, requestId, now);
  const { prefix } = application;
  const end = (after: World, answer: Pick<Run, 'status' | 'body' | 'raw'>): Run => {
    log.raw(`END RequestId: ${requestId}`);
    const took = Math.max(...log.lines.map(({ at }) => at)) - now;
    log.raw(
      `REPORT RequestId: ${requestId}\tDuration: ${took.toFixed(2)} ms\tBilled Duration: ${Math.ceil(took)} ms\tMemory Size: ${fn.memoryMb} MB\tMax Memory Used: 101 MB`,
    );
    return {
      world: written(after, fn, principal, log.lines),
      requestId,
      failure: null,
      lines: log.lines,
      ...answer,
    };
  };
  log.raw(`START RequestId: ${requestId} Version: $LATEST`);
  let world: World = { ...before, serial: before.serial + 1 };
  const missing = application.needs.find((name) => request[name] === undefined);
  if (missing !== undefined) {
    log.say('INFO', `${prefix} request without ${missing}`);
    return end(world, { status: BAD_REQUEST, body: { error: `The field ${missing} is required.` } });
  }
  const prompt = String(application.needs.map((name) => request[name])[0] ?? 'Hello');
  const calling = {
    principal,
    userAgent: userAgentOf(fn),
    accessKeyId: FUNCTION_KEY,
    region: fn.arn.split(':')[3] ?? '',
  };
  const texts: string[] = [];
  log.say('INFO', `${prefix} request received`);
  for (const call of application.calls) {
    const made = makeCall(world, call, calling, prompt, now);
    world = made.world;
    log.wait(CALL_MS);
    if ('fault' in made) {
      log.say('ERROR', errorLine(fn, prefix, call, made.fault));
      return end(world, failed(application, made.fault));
    }
    texts.push(made.text);
    log.say('INFO', `${prefix} ${call.use} with ${call.modelId} done`);
  }
  return end(world, served(application, texts));
}
