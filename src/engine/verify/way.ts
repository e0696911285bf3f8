import { proxyEvent } from '../../applications/guide.ts';
import { harmless } from '../../core/harmless.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { UsageError } from '../../core/usage-error.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { isOperator } from '../../probes/run/operator.ts';
import { principal } from '../../probes/run/principal.ts';
import { judgeApplication, mustContain } from '../../verification/application-answer.ts';
import { askApi, askLambda, type Judge, judgePoem, type Way } from '../../verification/ask.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { tell } from '../session/tell.ts';
import { type Address, addressOrThrow, findAddress } from './address.ts';
import { asOperator, asRole } from './ask-bedrock.ts';
import type { ChosenWay, NoCall } from './call.ts';
import { findMantle, lookAtMantle } from './mantle.ts';
import type { RequestOptions } from './request-options.ts';
import { modelOf } from './smallest-request.ts';

/** The way asked for, or the one that proves most of those that are possible. Shows every address first. Throws a `UsageError`. */
export async function chooseWay(
  session: AwsSession,
  diagnosis: Diagnosis,
  {
    isGuide,
    body,
    requested,
  }: { readonly isGuide: boolean; readonly body: string | null; readonly requested: RequestOptions },
): Promise<ChosenWay | NoCall> {
  const { options, host } = session;
  const { facts } = diagnosis;
  const asked = options.text('via')?.value;
  const fn = known(lambdaFunction, facts)?.name ?? null;
  const given = asked === 'api' || asked === 'lambda' || asked === 'direct' || asked === 'role' ? asked : null;
  const calls = body !== null && (given ?? 'api') === 'api';
  // Without a body nothing is asked, and no address needs to be found.
  const address: Address = calls ? await findAddress(session, diagnosis, isGuide) : { unknown: '' };
  const way: Way = given ?? ('url' in address ? 'api' : fn !== null ? 'lambda' : 'direct');
  if (given === null && body !== null && way === 'lambda' && 'unknown' in address && !isGuide) {
    tell(host, `${address.unknown} The function is invoked instead.`);
  }
  if (way === 'role') return asRole(session, diagnosis, requested);
  if (way === 'direct') {
    if (given !== 'direct' && !isGuide && !isOperator(diagnosis))
      return withoutCall(session, diagnosis, way, requested);
    return asOperator(session, diagnosis, requested);
  }
  if (body === null) return withoutCall(session, diagnosis, way, requested);
  for (const name of ['stream', 'surface'] as const) {
    if (options.source(name)?.from !== 'flag') continue;
    tell(
      host,
      `${options.where(name)} is for --via direct and --via role; the application asks Bedrock in its own way.`,
    );
  }
  const poem = judgePoem(body);
  const judge: Judge = isGuide
    ? (came) => mustContain(poem(came), requested.answer)
    : (came) => judgeApplication(came, requested.answer);
  if (way === 'api') {
    const { url, isGiven } = addressOrThrow(address);
    if (!isGiven) tell(host, `The request goes to ${harmless(withoutSecrets(url))}.`);
    const about = { url, apiKey: requested.apiKey, signs: options.flag('sign') };
    return { way, ask: () => askApi(session.post, about, body, judge), proves: true };
  }
  if (fn === null) throw new UsageError('The function is not known; pass --function, or --via direct.');
  const event = isGuide ? proxyEvent(body) : new TextEncoder().encode(body);
  return { way, ask: () => askLambda(session.aws, fn, event, judge, session.deadline), proves: true };
}

/** Why nothing was asked, and what would be. */
function notCalled(diagnosis: Diagnosis): string {
  const role =
    known(principal, diagnosis.facts)?.kind === 'role'
      ? '; --via role asks Bedrock as the role, where its trust policy lets you'
      : '';
  const why =
    known(lambdaFunction, diagnosis.facts) === null
      ? `how the application is called is not known; --request FILE with --api-url URL asks it${role}`
      : 'what this application wants to be sent is not known; pass it with --request FILE';
  return `No call was made: ${why}. What was read of the agreement, the policies, the events and the log is the proof.`;
}

/** No call; where the application calls the Mantle endpoint, what reading tells of that. */
async function withoutCall(
  session: AwsSession,
  diagnosis: Diagnosis,
  way: Way,
  { apiKey }: RequestOptions,
): Promise<NoCall> {
  const why = notCalled(diagnosis);
  const mantle = await findMantle(session, diagnosis, apiKey);
  if (mantle === null) return { way, why };
  const { notes, denied } = await lookAtMantle(session, diagnosis, mantle, session.post, modelOf(diagnosis));
  return { way, why, notes, ...(denied === null ? {} : { denied }) };
}
