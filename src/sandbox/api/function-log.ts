import { createHash } from 'node:crypto';
import { authorize } from '../authorize.ts';
import { ingested, type Line } from '../services/logs/event.ts';
import { emptyGroup, groupArn, withGroupSet } from '../services/logs/group.ts';
import type { LambdaFunction, Moment, World } from '../world.ts';

/** The lines of one run of a function, in the form its settings ask for. */
export interface FunctionLog {
  /** A line of the runtime itself: START, END, REPORT. */
  readonly raw: (message: string) => void;
  /** A line the function's code wrote. */
  readonly say: (level: 'INFO' | 'ERROR', message: string) => void;
  /** Lets time pass. */
  readonly wait: (ms: number) => void;
  readonly lines: readonly Line[];
}

/** Between two lines of one run; a few milliseconds, as in real logs. */
const STEP_MS = 3;

/** A log that starts at a moment: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html */
export function functionLog(fn: LambdaFunction, requestId: string, startedAt: Moment): FunctionLog {
  const lines: Line[] = [];
  let clock = startedAt;
  const raw = (message: string): void => {
    lines.push({ at: clock, message: `${message}\n` });
    clock += STEP_MS;
  };
  return {
    lines,
    raw,
    wait: (ms) => {
      clock += ms;
    },
    say: (level, message) => {
      const timestamp = new Date(clock).toISOString();
      raw(
        fn.logFormat === 'JSON'
          ? JSON.stringify({ timestamp, level, requestId, message })
          : // https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html: Python puts the level first.
            fn.runtime.startsWith('python')
            ? `[${level}]\t${timestamp}\t${requestId}\t${message}`
            : `${timestamp}\t${requestId}\t${level}\t${message}`,
      );
    },
  };
}

/** Lambda names a stream by day, version and execution environment; the sandbox has one environment a function. */
const streamName = (fn: LambdaFunction, at: Moment): string =>
  `${new Date(at).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${createHash('sha256').update(fn.name).digest('hex').slice(0, 32)}`;

/** Lambda writes logs as the function's role: without permission, or without a group it may create, lines are lost. */
export function written(world: World, fn: LambdaFunction, principal: string, lines: readonly Line[]): World {
  const startedAt = lines[0]?.at ?? 0;
  const may = (action: string): boolean =>
    authorize(world, { principal, action, resource: groupArn(world, fn.logGroup) }, startedAt).decision === 'allowed';
  const known = world.logGroups[fn.logGroup];
  if (!may('logs:PutLogEvents') || (!known && !may('logs:CreateLogGroup'))) return world;
  const group = known ?? emptyGroup(fn.logGroup, startedAt);
  const stream = streamName(fn, startedAt);
  return withGroupSet(world, {
    ...group,
    streams: { [stream]: { createdAt: startedAt }, ...group.streams },
    events: [...group.events, ...ingested(world, stream, lines)],
  });
}
