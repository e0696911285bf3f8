import { askAws } from '../../aws/answer.ts';
import { type Facts, gather } from '../../core/gather.ts';
import { harmless } from '../../core/harmless.ts';
import { known } from '../../core/judge.ts';
import type { Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { invocation } from '../../probes/lambda/invocation.ts';
import { caller } from '../../probes/sts/caller.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';
import type { CalledModel } from './examining.ts';
import { modelsIn } from './models.ts';
import { findSubjects } from './subjects.ts';

const NOTHING_READ: Facts = new Map();
/** A function may run for some minutes before it answers; a diagnosis is over in seconds. */
export const PROBE_TIMEOUT_MS = 180_000;

/** Throws a `UsageError` where neither --yes nor a terminal can agree to a probe. */
export function mayBeAsked({ host, options }: Session): void {
  if (options.flag('yes') || (host.mayAsk && options.flag('input', true))) return;
  throw new UsageError(
    '--probe makes one real request that costs money and can start a Marketplace subscription; pass --yes to agree, since nobody can be asked here.',
  );
}

/** The one function that is asked. Throws a `UsageError` where several are meant: one request is agreed to. */
async function subjectOf({ target, scope, aws, startedAt }: AwsSession): Promise<Target> {
  const { subjects } = await findSubjects(target, scope, aws, { now: startedAt, failOn: 'error' });
  const [{ target: first }, ...others] = subjects;
  if (others.length === 0) return first;
  const names = subjects.map(({ target: one }) => one.function?.value ?? '').join(', ');
  throw new UsageError(
    `--probe makes one request, and several functions of the stack call Bedrock: ${names}; name one with --function.`,
  );
}

/**
 * Makes the one request of `--probe`, if function and model are known and somebody agrees. Everything else is read after it,
 * for it may change the agreement. Throws an `Interrupted` on Ctrl-C.
 */
export async function probed(session: AwsSession): Promise<Facts> {
  const { host, scope, aws, startedAt } = session;
  const subject = await subjectOf(session);
  if (subject.function === null) return NOTHING_READ;
  const before = await gather([lambdaFunction, caller], askAws(subject, aws, startedAt));
  const fn = known(lambdaFunction, before);
  if (fn === null || host.signal.aborted) return NOTHING_READ;
  const [chosen] = scope.models.length > 0 ? scope.models : await modelsCalled(subject, before, session);
  if (chosen === undefined) {
    tell(host, `No request was made: no model is known that ${harmless(fn.name)} calls; pass --model.`);
    return NOTHING_READ;
  }
  const target: Target = { ...subject, model: { value: chosen.value, source: chosen.source } };
  tell(
    host,
    `--probe makes one real request through ${harmless(fn.name)} with the model ${harmless(chosen.value)}: ${invocation.spends}. ` +
      'It can start a Marketplace subscription for the model, and so accept its terms for the whole account.',
  );
  const place = await askedIn(session, originFrom(session, before));
  if (!(await session.agree(`Make this request in ${place}?`, '--yes'))) {
    tell(host, 'No request was made; the diagnosis goes on without it.');
    return NOTHING_READ;
  }
  const progress = host.progress("Waiting for the function's answer", session.quiet || !host.stderrIsTerminal);
  try {
    const facts = await gather([invocation], askAws(target, aws, startedAt, true));
    // The rest may differ from cell to cell.
    return new Map([...facts].filter(([probe]) => probe === invocation || before.has(probe)));
  } finally {
    progress.stop();
  }
}

/** The models of the function by its variables, else by the parameters of its stack. */
async function modelsCalled(
  subject: Target,
  before: Facts,
  { aws, startedAt }: AwsSession,
): Promise<readonly CalledModel[]> {
  if ((known(lambdaFunction, before)?.models ?? []).length > 0) return modelsIn(before, subject, []);
  const read = await gather([stack], askAws(subject, aws, startedAt));
  return modelsIn(new Map([...read, ...before]), subject, []);
}
