import { askAws } from '../../aws/answer.ts';
import { type Facts, gather } from '../../core/gather.ts';
import { harmless } from '../../core/harmless.ts';
import { known } from '../../core/judge.ts';
import { UsageError } from '../../core/usage-error.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { invocation } from '../../probes/lambda/invocation.ts';
import { model } from '../../probes/run/model.ts';
import { caller } from '../../probes/sts/caller.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';

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

/**
 * Makes the one request of `--probe`, if the function is known and somebody agrees. Everything else is read after it, for
 * it may change the agreement. Throws an `Interrupted` on Ctrl-C.
 */
export async function probed(session: AwsSession): Promise<Facts> {
  const { host, target, aws, startedAt } = session;
  const before = await gather([lambdaFunction, model, caller], askAws(target, aws, startedAt));
  const fn = known(lambdaFunction, before);
  if (fn === null || host.signal.aborted) return NOTHING_READ;
  tell(
    host,
    `--probe makes one real request through ${harmless(fn.name)} with the model ${harmless(known(model, before)?.reference.given ?? '')}: ${invocation.spends}. ` +
      'It can start a Marketplace subscription for the model, and so accept its terms for the whole account.',
  );
  const place = await askedIn(session, originFrom(session, before));
  if (!(await session.agree(`Make this request in ${place}?`, '--yes'))) {
    tell(host, 'No request was made; the diagnosis goes on without it.');
    return NOTHING_READ;
  }
  const progress = host.progress("Waiting for the function's answer", session.quiet || !host.stderrIsTerminal);
  try {
    return await gather([invocation], askAws(target, aws, startedAt, true));
  } finally {
    progress.stop();
  }
}
