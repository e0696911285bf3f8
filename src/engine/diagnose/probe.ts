import { isGuideFunction } from '../../applications/guide.ts';
import { askAws } from '../../aws/answer.ts';
import { directRequest } from '../../bedrock/direct-requests.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import type { Fact } from '../../core/fact.ts';
import { type Facts, gather } from '../../core/gather.ts';
import { harmless } from '../../core/harmless.ts';
import { known } from '../../core/judge.ts';
import type { Probe } from '../../core/probe.ts';
import type { Target } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { type InvocationFact, invocation } from '../../probes/lambda/invocation.ts';
import { caller } from '../../probes/sts/caller.ts';
import { askDirect } from '../../verification/ask-direct.ts';
import { pasteable } from '../report/pasteable.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { chooseOne, naming } from '../session/choose-one.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';
import type { CalledModel } from './examining.ts';
import { readMine } from './me.ts';
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

/** The one function that is asked. Throws a `UsageError` where there is none, or nothing is known that it understands. */
async function subjectOf(session: AwsSession): Promise<Target> {
  const { target, scope, aws, startedAt } = session;
  const { subjects } = await findSubjects(target, scope, aws, { now: startedAt, failOn: 'error' });
  const names = subjects.map(({ target: one }) => one.function?.value ?? '');
  const wanted = await chooseOne(session, {
    all: names,
    name: 'function',
    why: '--probe makes one request, and several functions of the stack call Bedrock',
    command: `bedrock-doctor ${session.command} --probe`,
  });
  const [first] = subjects;
  const { target: chosen } = subjects.find(({ target: one }) => one.function?.value === wanted) ?? first;
  const who = chosen.user?.value ?? (chosen.function === null ? chosen.role?.value : undefined);
  if (who !== undefined) {
    throw new UsageError(
      `--probe asks a function, or Bedrock as you with --me, and ${harmless(who)} is neither; leave it out, or ask as the role with bedrock-doctor verify --via role.`,
    );
  }
  return chosen;
}

/**
 * Makes the one request of `--probe`, if somebody agrees: through the function, or by the operator for `--me`. Everything else
 * is read after it, for it may change the agreement. Throws an `Interrupted` on Ctrl-C, and a `UsageError`.
 */
export const probed = (session: AwsSession): Promise<Facts> =>
  session.scope.me === null ? throughFunction(session) : asOperator(session);

/** Asks whether the request may be made, once it is said what it is. */
async function agreed(session: AwsSession, before: Facts): Promise<boolean> {
  const place = await askedIn(session, originFrom(session, before));
  if (await session.agree(`Make this request in ${place}?`, '--yes')) return true;
  tell(session.host, 'No request was made; the diagnosis goes on without it.');
  return false;
}

const SUBSCRIBES =
  'It can start a Marketplace subscription for the model, and so accept its terms for the whole account.';

async function throughFunction(session: AwsSession): Promise<Facts> {
  const { host, scope, aws, startedAt } = session;
  const subject = await subjectOf(session);
  if (subject.function === null) return NOTHING_READ;
  const before = await gather([lambdaFunction, caller], askAws(subject, aws, startedAt));
  const fn = known(lambdaFunction, before);
  if (fn === null || host.signal.aborted) return NOTHING_READ;
  if (!isGuideFunction(subject.function.value) && !isGuideFunction(fn.name)) {
    throw new UsageError(
      `--probe sends the guide's request, and what ${harmless(fn.name)} wants to be sent is not known; ask it with ${pasteable(naming(session, 'function', subject.function.value), 'bedrock-doctor verify --request FILE')}.`,
    );
  }
  const [chosen] = scope.models.length > 0 ? scope.models : await modelsCalled(subject, before, session);
  if (chosen === undefined) {
    tell(host, `No request was made: no model is known that ${harmless(fn.name)} calls; pass --model.`);
    return NOTHING_READ;
  }
  const target: Target = { ...subject, model: { value: chosen.value, source: chosen.source } };
  tell(
    host,
    `--probe makes one real request through ${harmless(fn.name)} with the model ${harmless(chosen.value)}: ${invocation.spends}. ${SUBSCRIBES}`,
  );
  if (!(await agreed(session, before))) return NOTHING_READ;
  const progress = host.progress("Waiting for the function's answer", session.quiet || !host.stderrIsTerminal);
  try {
    const facts = await gather([invocation], askAws(target, aws, startedAt, true));
    // The rest may differ from cell to cell.
    return new Map([...facts].filter(([probe]) => probe === invocation || before.has(probe)));
  } finally {
    progress.stop();
  }
}

/** The smallest request that the model understands, as the operator. */
async function asOperator(session: AwsSession): Promise<Facts> {
  const { host, scope, aws, startedAt, target, deadline } = session;
  const before = await gather([caller], askAws(target, aws, startedAt));
  if (known(caller, before) === null || host.signal.aborted) return NOTHING_READ;
  const own: readonly CalledModel[] =
    scope.models.length > 0 ? scope.models : (await readMine(host, target.profile)).models;
  const ids = [...new Set(own.map(({ value }) => value))];
  if (ids.length === 0) {
    tell(host, 'No request was made: no model is known that you call; pass --model.');
    return NOTHING_READ;
  }
  const id = await chooseOne(session, {
    all: ids,
    name: 'model',
    why: '--probe makes one request, and several models are known that you call',
    command: `bedrock-doctor ${session.command} --probe`,
  });
  const request = directRequest(parseModel(id).base);
  if (request.by === 'none') throw new UsageError(`No request is known for ${harmless(id)}: ${request.why}.`);
  const region = own.find(({ value }) => value === id)?.region ?? target.region;
  const costs = request.by === 'invoke' && request.costs ? 'a picture, which costs some cents' : 'some tokens';
  tell(
    host,
    `--probe makes one real call of ${harmless(id)} in ${region.value} as you: ${costs}, billed to your account. ${SUBSCRIBES}`,
  );
  if (!(await agreed(session, before))) return NOTHING_READ;
  const progress = host.progress("Waiting for Bedrock's answer", session.quiet || !host.stderrIsTerminal);
  try {
    const answer = await askDirect(aws.inRegion(region.value), id, request, false, deadline);
    const succeeded = answer.kind === 'poem';
    const value: InvocationFact = {
      at: startedAt,
      function: '',
      model: id,
      requestId: succeeded ? answer.requestId : null,
      status: answer.status,
      succeeded,
      words: succeeded ? '' : answer.words,
      action: 'bedrock:InvokeModel',
    };
    return new Map<Probe, Fact<unknown>>([...before, [invocation, { known: true, value }]]);
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
