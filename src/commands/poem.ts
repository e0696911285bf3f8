import { guideBody } from '../aws/poem-request.ts';
import { UsageError } from '../core/usage-error.ts';
import { recognise } from '../errors/recognise.ts';
import { GUIDE_MODEL, model } from '../probes/run/model.ts';
import type { Answer } from '../verification/answer.ts';
import { EXPECTED, expectationsOf, FORBIDDEN } from '../verification/expectations.ts';
import { expectsCount, type OwnRequest } from '../verification/own-lines.ts';
import { type Waited, waitForPoem } from '../verification/wait.ts';
import type { AwsSession } from './aws-session.ts';
import { type Diagnosis, known } from './diagnosis.ts';
import { agreementOf } from './poem/agreement.ts';
import { conclude, type Verified } from './poem/conclude.ts';
import { startDisplay } from './poem/display.ts';
import { type Lines, ownLog } from './poem/own-log.ts';
import { estimate, listPrice, offeredPrice } from './poem/price.ts';
import { chosenWay } from './poem/way.ts';
import { readWishes } from './poem/wishes.ts';

export type { Verified } from './poem/conclude.ts';

/** A diagnosis older than this may not know of a grant that somebody made while we waited. */
const STALE_MS = 5_000;

/**
 * Waits for a poem, and with `tail` for the lines of its request. `again` diagnoses anew, for a verdict on what is there
 * after a long wait. Throws a `UsageError`.
 */
export async function verifyPoem(
  session: AwsSession,
  diagnosis: Diagnosis,
  options: { readonly waitMs: number; readonly tail: boolean; readonly again?: () => Promise<Diagnosis> },
): Promise<Verified> {
  const { host, options: given } = session;
  const modelId = known(model, diagnosis.facts)?.reference.given ?? GUIDE_MODEL;
  const { body: own, apiKey } = await readWishes(session);
  const body = own ?? guideBody(modelId);
  const expectations = expectationsOf(
    given.list('expect')?.map(({ value }) => value) ?? EXPECTED,
    given.list('forbid')?.map(({ value }) => value) ?? FORBIDDEN,
    modelId,
  );
  const { way, ask } = chosenWay(session, diagnosis, apiKey);
  // Where no way through the function is known, and none was asked for.
  if (options.tail && way === 'direct')
    throw new UsageError('The log needs the function, and it is not known; pass --function, or leave --tail out.');
  const display = startDisplay(host, `Asking for a poem (${estimate(listPrice(diagnosis))})`, session.quiet);
  const lookAtLog = (own: OwnRequest): Promise<Lines> => ownLog(session, diagnosis, own, expectations, display.lines);
  const startedAt = host.now();
  let fresh: Promise<Diagnosis> | null = null;
  const diagnosisNow = (): Promise<Diagnosis> => {
    if (options.again && host.now() - startedAt >= STALE_MS) fresh ??= options.again();
    return fresh ?? Promise.resolve(diagnosis);
  };
  let telling = true;
  const explain = async (answer: Answer, sentAt: number): Promise<Answer> => {
    if (!telling) return answer;
    const lines = await lookAtLog({ requestId: null, exact: false, poem: null, counts: false, sentAt });
    // A log that does not say it once need not be waited for again.
    telling = lines.forbidden.length > 0;
    return explained(answer, lines);
  };
  // Beside the wait: the price holds nothing up.
  const price = offeredPrice(session, diagnosis);
  try {
    const waited = await waitForPoem({
      ask: () => ask(body),
      explain: options.tail ? explain : null,
      agreement: agreementOf(session, diagnosis, diagnosisNow),
      waitMs: options.waitMs,
      thorough: given.flag('thorough'),
      now: host.now,
      sleep: display.sleep,
      cut: () => (host.signal.aborted ? 'interrupted' : session.deadline.aborted ? 'deadline' : null),
      random: Math.random,
      tell: display.tell,
    });
    const lines =
      options.tail && leftLines(waited)
        ? await lookAtLog({ ...ownRequest(waited, way === 'lambda'), counts: expectsCount(expectations.expected) })
        : null;
    const now = waited.outcome === 'refused' ? await diagnosisNow() : diagnosis;
    return conclude(waited, lines, way, now, waited.poem === null ? null : await price);
  } finally {
    display.stop();
  }
}

/** Whether the last request reached the function, so that it may have written lines. */
const leftLines = ({ outcome, last }: Waited): boolean =>
  outcome !== 'interrupted' &&
  last !== null &&
  (last.kind === 'poem' || (last.status !== null && last.cause !== 'endpoint-error'));

const ownRequest = ({ last, sentAt }: Waited, exact: boolean): Omit<OwnRequest, 'counts'> => {
  const poem = last?.kind === 'poem' ? last : null;
  return { requestId: poem?.requestId ?? null, exact: exact && poem !== null, poem: poem?.poem ?? null, sentAt };
};

/** The refusal in AWS's words, where the log has them and the answer had not. */
function explained(answer: Answer, { forbidden }: Lines): Answer {
  const found = forbidden.map(recognise).find((one) => one !== null);
  return answer.kind === 'refused' && found
    ? { ...answer, cause: found.cause, waitMinutes: found.waitMinutes, words: found.quote }
    : answer;
}
