import { PLAIN } from '../../applications/dialect.ts';
import { GUIDE_DIALECT, guideBody } from '../../applications/guide.ts';
import { readDialectLists } from '../../applications/read-dialect.ts';
import { CAUSES } from '../../causes/catalogue.ts';
import type { Dialect } from '../../core/dialect.ts';
import { UsageError } from '../../core/usage-error.ts';
import { recognize } from '../../errors/recognize.ts';
import { GUIDE_MODEL, model } from '../../probes/run/model.ts';
import type { Answer } from '../../verification/answer.ts';
import { expectationsOf } from '../../verification/expectations.ts';
import { expectsCount, type OwnRequest } from '../../verification/own-lines.ts';
import { mostTries } from '../../verification/schedule.ts';
import { type Waited, waitForPoem } from '../../verification/wait.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import { pasteable } from '../report/pasteable.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { agreementOf, isFixInPlace } from './agreement.ts';
import { conclude } from './conclude.ts';
import { startDisplay } from './display.ts';
import { isGuides } from './guide.ts';
import { type Lines, ownLog } from './own-log.ts';
import { isPending } from './pending.ts';
import { estimate, estimateDirect, listPrice, offeredPrice } from './price.ts';
import { readRequestOptions } from './request-options.ts';
import { uncalled } from './uncalled.ts';
import type { Verified } from './verified.ts';
import { chooseWay } from './way.ts';

/** A foreign application is asked so often where nothing is pending: once, and once more to be sure. */
const FOREIGN_CALLS = 2;
type Refused = Extract<Answer, { kind: 'refused' }>;

/** A diagnosis older than this may not know of a grant that somebody made while we waited. */
const STALE_MS = 5_000;

/**
 * Waits for a poem, and with `tail` for the lines of its request. `again` diagnoses anew, for a verdict on what is there
 * after a long wait. Throws a `UsageError`.
 */
export async function verifyPoem(
  session: AwsSession,
  diagnosis: Diagnosis,
  options: {
    readonly waitMs: number;
    readonly tail: boolean;
    readonly again?: () => Promise<Diagnosis>;
    /** After a change: what is answered is judged by access to Bedrock alone. */
    readonly fixed?: boolean;
    /** A policy was put, and read back. */
    readonly granted?: boolean;
  },
): Promise<Verified> {
  const { host, options: given } = session;
  const modelId = known(model, diagnosis.facts)?.reference.given ?? GUIDE_MODEL;
  const requested = await readRequestOptions(session);
  const isGuide = isGuides(diagnosis);
  const fixed = options.fixed ?? false;
  const body = requested.body ?? (isGuide ? guideBody(modelId) : null);
  const chosen = await chooseWay(session, diagnosis, { isGuide, body, requested });
  if ('why' in chosen) return uncalled(chosen, diagnosis, fixed, options.granted);
  const { way, ask, proves } = chosen;
  const again = pasteable(session, 'bedrock-doctor verify');
  const asked = { via: way, isGuide, proves, fixed, sent: body?.length ?? 0, again, notes: chosen.notes ?? [] };
  // How a good request's lines look, the config file may say of any application.
  const usual: Pick<Dialect, 'expect' | 'forbid'> = {
    ...(isGuide ? GUIDE_DIALECT : PLAIN),
    ...(await readDialectLists(given.config('application'))),
  };
  const expectations = expectationsOf(
    given.list('expect')?.map(({ value }) => value) ?? usual.expect,
    given.list('forbid')?.map(({ value }) => value) ?? usual.forbid,
    modelId,
  );
  // Where no way through the function is known, and none was asked for.
  if (options.tail && (way === 'direct' || way === 'role'))
    throw new UsageError('The log needs the function, and it is not known; pass --function, or leave --tail out.');
  const waits = fixed || (await isPending(session, diagnosis));
  const mostCalls = waits || isGuide ? mostTries(options.waitMs) : FOREIGN_CALLS;
  const waitsFor = (answer: Refused): boolean =>
    waits || CAUSES[answer.cause].passesWithTime === 'on-retry' || isFixInPlace(answer.cause, diagnosis);
  const asOf = way === 'direct' || way === 'role' ? way : null;
  const first =
    asOf !== null
      ? `Asking Bedrock as ${asOf === 'role' ? 'the role' : 'you'}${estimateDirect(diagnosis)}`
      : isGuide
        ? `Asking for a poem (${estimate(listPrice(diagnosis))})`
        : 'Asking the application';
  const display = startDisplay(
    host,
    `${first}, at most ${mostCalls} times`,
    session.quiet,
    isGuide ? 'a poem' : 'an answer',
  );
  const lookAtLog = (own: OwnRequest): Promise<Lines> =>
    ownLog(session, diagnosis, own, expectations, display.lines, !isGuide);
  const startedAt = host.now();
  let fresh: Promise<Diagnosis> | null = null;
  const diagnosisNow = (): Promise<Diagnosis> => {
    if (options.again && host.now() - startedAt >= STALE_MS) fresh ??= options.again();
    return fresh ?? Promise.resolve(diagnosis);
  };
  let telling = true;
  const explain = async (answer: Answer, sentAt: number): Promise<Answer> => {
    // What the guide's function answers is read by itself; nobody knows what another one leaves out.
    if (!telling || answer.kind === 'poem' || (isGuide && answer.cause !== 'unknown')) return answer;
    const own = { ids: answer.ids ?? [], exact: way === 'lambda' && !isGuide, poem: null, counts: false, sentAt };
    const lines = await lookAtLog(own);
    // A log that does not say it once need not be waited for again.
    telling = lines.forbidden.length > 0;
    return explained(answer, lines);
  };
  // Beside the wait: the price holds nothing up.
  const price = offeredPrice(session, diagnosis);
  try {
    const waited = await waitForPoem({
      ask,
      // After a change an application that only says that it failed may still lack access: its log tells.
      explain: options.tail || (fixed && !isGuide && way !== 'direct' && way !== 'role') ? explain : null,
      agreement: agreementOf(session, diagnosis, diagnosisNow, chosen.agreed ?? null),
      waitMs: options.waitMs,
      thorough: given.flag('thorough'),
      now: host.now,
      sleep: display.sleep,
      cut: () => (host.signal.aborted ? 'interrupted' : session.deadline.aborted ? 'deadline' : null),
      random: Math.random,
      tell: display.tell,
      waitsFor,
      mostCalls,
    });
    const lines =
      options.tail && leftLines(waited)
        ? await lookAtLog({
            ...ownRequest(waited, way === 'lambda', isGuide),
            counts: expectsCount(expectations.expected),
          })
        : null;
    const now = waited.outcome === 'refused' ? await diagnosisNow() : diagnosis;
    return conclude(waited, lines, asked, now, waited.poem === null ? null : await price);
  } finally {
    display.stop();
  }
}

/** Whether the last request reached the function, so that it may have written lines. */
const leftLines = ({ outcome, last }: Waited): boolean =>
  outcome !== 'interrupted' &&
  last !== null &&
  (last.kind === 'poem' || (last.status !== null && last.cause !== 'endpoint-error'));

const ownRequest = ({ last, sentAt }: Waited, exact: boolean, counted: boolean): Omit<OwnRequest, 'counts'> => {
  const poem = last?.kind === 'poem' ? last : null;
  // A refusal of the guide's function is told by the first lines there are.
  const isKnown = poem !== null || !counted;
  return {
    ids: isKnown ? (last?.ids ?? []) : [],
    exact: exact && isKnown && (last?.ids ?? []).length > 0,
    poem: counted ? (poem?.poem ?? null) : null,
    sentAt,
  };
};

/** The refusal with AWS's words beside its own, where the log has them and the answer had not. */
function explained(answer: Answer, { forbidden }: Lines): Answer {
  const found = forbidden.map(recognize).find((one) => one !== null);
  if (answer.kind !== 'refused' || !found) return answer;
  const { own: _own, ...rest } = answer;
  return { ...rest, cause: found.cause, waitMinutes: found.waitMinutes, logged: found.quote };
}
