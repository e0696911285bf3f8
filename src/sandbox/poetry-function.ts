import { createHash } from 'node:crypto';
import type { Json } from '../core/json.ts';
import { roleOf } from './authorise.ts';
import { poem } from './poem.ts';
import { invoke } from './services/invoke.ts';
import type { LambdaFunction, LogEvent, Moment, World } from './world.ts';

/** What a run of the function gives back: the HTTP answer of the API, and the world with its log lines. */
export interface Run {
  readonly world: World;
  readonly status: number;
  readonly body: Json;
  readonly requestId: string;
  /** Set when the runtime itself failed, as Lambda Invoke reports it. */
  readonly functionError: 'Unhandled' | null;
}

/** A request id in the form of a UUID, the same for the same serial. */
export const requestIdOf = (serial: number): string => {
  const hex = createHash('sha256').update(`request ${serial}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** A number between 0 and 1 that depends on nothing but its arguments. */
const chance = (serial: number, index: number): number =>
  createHash('sha256').update(`${serial}/${index}`).digest().readUInt32BE(0) / 0xffffffff;

/** Adds lines to the function's log, late and out of order as ingestion is. */
function logged(
  world: World,
  fn: LambdaFunction,
  lines: readonly { readonly at: Moment; readonly message: string }[],
): World {
  const group = world.logGroups[fn.logGroup] ?? {
    name: fn.logGroup,
    class: 'STANDARD' as const,
    createdAt: lines[0]?.at ?? 0,
    events: [],
  };
  const [least, most] = world.delays.logMs;
  const stream = `2026/11/24/[$LATEST]${createHash('sha256').update(fn.name).digest('hex').slice(0, 32)}`;
  const events = lines.map(({ at, message }, index): LogEvent => {
    const late = least + chance(world.serial, index) * (most - least);
    return {
      id: `${String(Math.floor(at)).padStart(20, '0')}${String(world.serial).padStart(12, '0')}${String(index).padStart(4, '0')}`,
      stream,
      timestamp: Math.floor(at),
      ingestionTime: Math.floor(at + late),
      visibleAt: at + late,
      message,
    };
  });
  return {
    ...world,
    logGroups: { ...world.logGroups, [group.name]: { ...group, events: [...group.events, ...events] } },
  };
}

/** The guide's PoetryFunction: runs as its role, calls Bedrock, writes the guide's log lines. */
export function runPoetry(
  before: World,
  fn: LambdaFunction,
  request: { readonly [key: string]: Json },
  now: Moment,
): Run {
  const requestId = requestIdOf(before.serial);
  const started = { ...before, serial: before.serial + 1 };
  const persona = typeof request['persona'] === 'string' ? request['persona'] : 'hamlet';
  const language = typeof request['language'] === 'string' ? request['language'] : 'en';
  const asked = typeof request['model'] === 'string' ? request['model'] : null;
  const modelId = asked ?? fn.environment['BEDROCK_MODEL_ID'] ?? 'anthropic.claude-3-haiku-20240307-v1:0';
  const lines: { at: Moment; message: string }[] = [];
  let clock = now;
  const raw = (message: string): void => {
    lines.push({ at: clock, message: `${message}\n` });
    clock += 3;
  };
  const say = (level: string, message: string): void => {
    const time = new Date(clock).toISOString();
    raw(
      fn.logFormat === 'JSON'
        ? JSON.stringify({ timestamp: time, level, requestId, message })
        : `${time}\t${requestId}\t${level}\t${message}`,
    );
  };
  const end = (world: World, status: number, body: Json, functionError: Run['functionError'] = null): Run => {
    raw(`END RequestId: ${requestId}`);
    raw(
      `REPORT RequestId: ${requestId}\tDuration: 812.40 ms\tBilled Duration: 813 ms\tMemory Size: ${fn.memoryMb} MB\tMax Memory Used: 92 MB`,
    );
    return { world: logged(world, fn, lines), status, body, requestId, functionError };
  };
  raw(`START RequestId: ${requestId} Version: $LATEST`);
  if (fn.behaviour === 'import-error') {
    say(
      'ERROR',
      'Uncaught Exception {"errorType":"Runtime.ImportModuleError","errorMessage":"Error: Cannot find module \'./poetry\'"}',
    );
    return end(started, 502, { message: 'Internal server error' }, 'Unhandled');
  }
  say('INFO', '[Poetry] Request received');
  if (fn.behaviour === 'throws') {
    say(
      'ERROR',
      'Invoke Error {"errorType":"TypeError","errorMessage":"Cannot read properties of undefined (reading \'tempo\')"}',
    );
    return end(started, 502, { message: 'Internal server error' }, 'Unhandled');
  }
  say('INFO', `[Poetry] Generating - Persona: ${persona}, Language: ${language}`);
  say('INFO', `[Poetry] Invoking Bedrock model: ${modelId}`);
  if (fn.behaviour === 'times-out') {
    raw(`${new Date(clock).toISOString()} ${requestId} Task timed out after ${fn.timeoutSeconds}.00 seconds`);
    return end(started, 504, { message: 'Endpoint request timed out' }, 'Unhandled');
  }
  const role = roleOf(started, fn.roleArn);
  const principal = role
    ? `arn:${started.partition}:sts::${started.account}:assumed-role/${role.name}/${fn.name}`
    : fn.roleArn;
  const called = invoke(
    started,
    { principal, modelId, streaming: fn.streams, region: started.region, endpointPolicy: fn.vpcEndpointPolicy },
    now,
  );
  clock += 700;
  if ('fault' in called) {
    const { code, message, status } = called.fault;
    say('ERROR', `[Poetry] Bedrock error: ${fn.quiet ? code : `${code}: ${message}`}`);
    return end(called.world, status, { success: false, error: code, ...(fn.quiet ? {} : { message }) });
  }
  const poetry = poem(language);
  say('INFO', `[Poetry] Success - Generated ${poetry.length} characters`);
  return end(called.world, 200, { success: true, poetry, persona, language, model: modelId });
}
