import { askAws } from '../aws/answer.ts';
import { AwsError } from '../aws/error.ts';
import { type LogEvent, tail } from '../aws/tail.ts';
import { CAUSES } from '../causes/catalogue.ts';
import { gather } from '../core/gather.ts';
import { harmless } from '../core/harmless.ts';
import type { ExitCode } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { parseLambdaLine } from '../signatures/log-line.ts';
import { recognise } from '../signatures/recognise.ts';
import { compile } from '../verification/expectations.ts';
import { type AwsSession, openAws } from './aws-session.ts';
import { known } from './diagnosis.ts';
import { offerToClear } from './leftover.ts';
import { sayUnknown } from './report.ts';
import type { Command } from './session.ts';

const SINCE_MS = 300_000;
const OVERLAP_MS = 120_000;
/** One call a second is under half of what the smallest Region allows (5): https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const POLL_MS = 1_000;
/** A connection that outlives any tail; --timeout ends the tail itself. */
const FOREVER_MS = 7 * 86_400_000;

/** The group to read: the one named, else the function's. Throws a `UsageError`. */
async function groupOf({ target, aws, startedAt }: AwsSession): Promise<string> {
  if (target.logGroup) return target.logGroup.value;
  const facts = await gather([lambdaFunction], askAws(target, aws, startedAt));
  const fact = facts.get(lambdaFunction);
  const found = known(lambdaFunction, facts);
  if (found) return found.logGroup;
  const why =
    fact && !fact.known ? sayUnknown(fact.why, 'lambda:GetFunctionConfiguration') : 'there is no such function';
  throw new UsageError(`The log group of ${target.function.value} is not known: ${why}. Pass --log-group.`);
}

/** One event as a line: time, the start of the request id, the message; foreign text made harmless. */
function line({ timestamp, message }: LogEvent, raw: boolean, color: boolean): string {
  if (raw) return `${message.replace(/\r?\n$/, '').replace(/\r?\n/g, ' ')}\n`;
  const { requestId, message: words } = parseLambdaLine(message);
  const time = new Date(timestamp).toISOString().slice(11, 23);
  const id = (requestId ?? '').slice(0, 8).padEnd(8);
  // 31 to 36 are the six colours every terminal has.
  const paint =
    color && requestId !== null ? `\u001b[${31 + (Number.parseInt(requestId.slice(0, 4), 16) % 6)}m${id}\u001b[0m` : id;
  const found = /error|exception|denied|timed out/i.test(words) ? recognise(words) : null;
  const explained = found === null ? '' : `${' '.repeat(22)}↳ ${found.cause}: ${CAUSES[found.cause].title}\n`;
  return `${time} ${paint} ${harmless(words)}\n${explained}`;
}

/** `tail`: the function's log, until it is told to stop. */
export const run: Command = async (session) => {
  const { host, options } = session;
  const follow = options.flag('follow');
  const timeoutMs = options.duration('timeout')?.value ?? null;
  const opened = await openAws(session, FOREVER_MS);
  await offerToClear(opened);
  const one = (name: 'until'): RegExp | null => {
    const given = options.text(name);
    return given ? (compile([given.value], '')[0] ?? null) : null;
  };
  const until = one('until');
  const forbid = compile(
    (options.list('forbid') ?? []).map(({ value }) => value),
    '',
  );
  const asJson = options.text('format')?.value === 'json';
  const raw = options.flag('raw');
  const group = await groupOf(opened);
  const deadline = timeoutMs === null ? null : session.startedAt + timeoutMs;
  const late = (): boolean => deadline !== null && host.now() >= deadline;
  try {
    for await (const batch of tail(opened.steady, {
      group,
      since: session.startedAt - (options.duration('since')?.value ?? SINCE_MS),
      overlapMs: options.duration('overlap')?.value ?? OVERLAP_MS,
      pollMs: POLL_MS,
      follow: follow || until !== null,
      now: host.now,
      sleep: (ms) =>
        late()
          ? Promise.resolve(false)
          : host.sleep(deadline === null ? ms : Math.max(1, Math.min(ms, deadline - host.now()))),
      notice: (sentence) => {
        if (!session.quiet) host.err(`${sentence}\n`);
      },
    })) {
      for (const event of batch) {
        const text = asJson
          ? `${JSON.stringify({ timestamp: new Date(event.timestamp).toISOString(), stream: event.stream, id: event.id, message: event.message })}\n`
          : line(event, raw, host.colorOut);
        await host.out(text);
        if (forbid.some((pattern) => pattern.test(event.message))) return 1;
        if (until?.test(event.message)) return 0;
      }
      if (host.signal.aborted) return 130;
      if (late()) break;
    }
  } catch (error) {
    return failed(error, group, opened);
  }
  if (host.signal.aborted) return 130;
  return until === null ? 0 : 1;
};

function failed(error: unknown, group: string, { host }: AwsSession): ExitCode {
  if (!(error instanceof AwsError)) throw error;
  if (error.code === 'ResourceNotFoundException') {
    host.err(`There is no log group ${group}; --follow waits for it, --log-group names another.\n`);
    return 1;
  }
  const denied = error.code.startsWith('AccessDenied');
  host.err(
    denied ? `You may not ${error.action}.\n` : `${error.action} failed (${error.code}): ${harmless(error.message)}\n`,
  );
  if (error.kind === 'no-credentials' || /Token|Signature/.test(error.code)) return 4;
  return 3;
}
