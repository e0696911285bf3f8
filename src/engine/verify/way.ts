import { proxyEvent } from '../../applications/guide.ts';
import { AwsError, isDenial } from '../../aws/error.ts';
import { assumeRole } from '../../aws/operations/sts.ts';
import type { Post } from '../../aws/post.ts';
import { billedFor, type DirectRequest, directRequest } from '../../bedrock/direct-requests.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import type { Aws } from '../../core/aws.ts';
import type { CauseId } from '../../core/cause.ts';
import { harmless } from '../../core/harmless.ts';
import { isPrincipal } from '../../core/principal.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { UsageError } from '../../core/usage-error.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { GUIDE_MODEL, model as modelProbe } from '../../probes/run/model.ts';
import { principal } from '../../probes/run/principal.ts';
import { caller } from '../../probes/sts/caller.ts';
import type { Answer } from '../../verification/answer.ts';
import { judgeApplication } from '../../verification/application-answer.ts';
import { askApi, askLambda, type Judge, judgePoem, type Way } from '../../verification/ask.ts';
import { askDirect } from '../../verification/ask-direct.ts';
import { askMantle, routeOf } from '../../verification/ask-mantle.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import { tell } from '../session/tell.ts';
import { type Address, addressOrThrow, findAddress } from './address.ts';
import { agreementOf } from './agreement.ts';
import { controlPlaneId, findMantle, lookAtMantle, type Mantle } from './mantle.ts';
import type { RequestOptions } from './request-options.ts';

/** How one real call is made. */
export interface ChosenWay {
  readonly way: Way;
  readonly ask: () => Promise<Answer>;
  /** Whether who is asked as is the principal that is examined, so that the answer proves its access. */
  readonly proves: boolean;
  /** What was found out beside the call, in sentences. */
  readonly notes?: readonly string[];
  /** The model as its agreement knows it, where what is called has another name. */
  readonly agreed?: string;
}

/** Why no call is made; `exit`: how the run ends where that is more than the diagnosis says. */
export interface NoCall {
  readonly way: Way;
  readonly why: string;
  readonly exit?: 2 | 3;
  /** What a call would be refused for, as the policies say, where the diagnosis does not ask them. */
  readonly denied?: CauseId;
  readonly notes?: readonly string[];
}

/** Whether the operator is the very principal that is examined, as `--me` means it. */
function isOperator({ facts }: Diagnosis): boolean {
  const [own, examined] = [known(caller, facts), known(principal, facts)];
  return own !== null && examined !== null && isPrincipal(own.arn, examined);
}

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
  const judge: Judge = isGuide ? judgePoem(body) : (came) => judgeApplication(came, requested.answer);
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

const NOT_CALLED =
  'No call was made: what this application wants to be sent is not known; pass it with --request FILE. The agreement, the decisions, the events and the log are the proof.';

/** No call; where the application calls the Mantle endpoint, what reading tells of that. */
async function withoutCall(
  session: AwsSession,
  diagnosis: Diagnosis,
  way: Way,
  { apiKey }: RequestOptions,
): Promise<NoCall> {
  const mantle = await findMantle(session, diagnosis, apiKey);
  if (mantle === null) return { way, why: NOT_CALLED };
  const { notes, denied } = await lookAtMantle(session, diagnosis, mantle, session.post, modelOf(diagnosis));
  return { way, why: NOT_CALLED, notes, ...(denied === null ? {} : { denied }) };
}

/** Bedrock as the operator. */
async function asOperator(
  session: AwsSession,
  diagnosis: Diagnosis,
  requested: RequestOptions,
): Promise<ChosenWay | NoCall> {
  const mantle = await findMantle(session, diagnosis, requested.apiKey);
  if (mantle === null && requested.apiKey !== null) {
    throw session.options.wrong('apiKeyEnv', 'is for --via api, and for --surface mantle');
  }
  const ready = await direct(session, diagnosis, 'direct', mantle);
  return 'why' in ready
    ? ready
    : { ...(await ready.as(session.aws, session.post)), way: 'direct', proves: isOperator(diagnosis) };
}

/** Bedrock as the role, where its trust policy lets the operator. */
async function asRole(
  session: AwsSession,
  diagnosis: Diagnosis,
  requested: RequestOptions,
): Promise<ChosenWay | NoCall> {
  const examined = known(principal, diagnosis.facts);
  const arn = examined?.kind === 'role' ? examined.arn : null;
  if (arn === null) throw new UsageError('The role is not known; name it with --role, or pass --via direct.');
  const ready = await direct(session, diagnosis, 'role', await findMantle(session, diagnosis, requested.apiKey));
  if ('why' in ready) return ready;
  const enter = async (): ReturnType<Ready['as']> => {
    const { Credentials: found } = await session.aws.send(assumeRole, {
      RoleArn: arn,
      RoleSessionName: 'bedrock-doctor',
    });
    if (!found?.AccessKeyId || !found.SecretAccessKey) throw new UsageError(`${arn} gave no credentials; try again.`);
    const keys = {
      accessKeyId: found.AccessKeyId,
      secretAccessKey: found.SecretAccessKey,
      sessionToken: found.SessionToken ?? null,
    };
    return ready.as(session.as(keys), session.postAs(keys));
  };
  try {
    const entered = await enter();
    let { ask } = entered;
    // The session is ours, and ends before a long wait does: the role is entered anew, and its answer is what counts.
    const askAgain = async (): Promise<Answer> => {
      const answer = await ask();
      if (answer.kind === 'poem' || answer.cause !== 'credentials-expired') return answer;
      try {
        ({ ask } = await enter());
      } catch (error) {
        if (error instanceof AwsError) return answer;
        throw error;
      }
      return ask();
    };
    return { ...entered, ask: askAgain, way: 'role', proves: true };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const why = isDenial(error)
      ? `you may not sts:AssumeRole ${arn}, or its trust policy does not let you`
      : `sts:AssumeRole failed: ${error.message}`;
    return { way: 'role', why: `No call was made as the role: ${why}.`, exit: 3 };
  }
}

interface Ready {
  /** The request as whoever the two are, with what was found out on the way to it. */
  readonly as: (aws: Aws, post: Post) => Promise<Pick<ChosenWay, 'ask' | 'notes' | 'agreed'>>;
}

/** The model that is called, as it was named. */
const modelOf = ({ facts }: Diagnosis): string => known(modelProbe, facts)?.reference.given ?? GUIDE_MODEL;

/** The smallest request of the model, once whoever pays or accepts has agreed. Throws a `UsageError`. */
async function direct(
  session: AwsSession,
  diagnosis: Diagnosis,
  way: 'direct' | 'role',
  mantle: Mantle | null,
): Promise<Ready | NoCall> {
  const { options, deadline } = session;
  const { facts } = diagnosis;
  const choice = known(modelProbe, facts);
  const id = modelOf(diagnosis);
  const base = choice === null ? parseModel(id).base : baseIdOf(choice, known(profile, facts));
  const request = directRequest(base);
  if (request.by === 'none' || (mantle !== null && request.by === 'invoke')) {
    const why = request.by === 'none' ? request.why : 'the Mantle endpoint serves models that chat';
    throw new UsageError(`No request is known for ${id}: ${why}; ask the application with --request FILE.`);
  }
  const streams = options.flag('stream');
  if (streams && request.by === 'invoke') {
    throw new UsageError(`${id} answers at once, and --stream is for models that chat; leave it out.`);
  }
  const agreed = mantle === null ? null : await controlPlaneId(session, diagnosis, id);
  if (!(await agreesTo(session, diagnosis, agreed ?? base, request))) {
    return { way, why: 'No call was made, since nobody agreed to it.', exit: 2 };
  }
  const region = diagnosis.target.region.value;
  return {
    as: async (aws, post) => {
      if (mantle === null) return { ask: () => askDirect(aws.inRegion(region), id, request, streams, deadline) };
      const { notes } = await lookAtMantle(session, diagnosis, mantle, post, id);
      tell(session.host, `The request goes to ${harmless(routeOf(mantle, id).url)}.`);
      return { ask: () => askMantle(post, mantle, id, streams), notes, ...(agreed === null ? {} : { agreed }) };
    },
  };
}

/**
 * Whether a call that accepts terms or costs more than a fraction of a cent is agreed to; the question names account,
 * Region and operator. Throws a `UsageError`.
 */
async function agreesTo(
  session: AwsSession,
  diagnosis: Diagnosis,
  base: string | null,
  request: DirectRequest,
): Promise<boolean> {
  const { options } = session;
  const { facts } = diagnosis;
  const looked = known(availability, facts);
  // A name that the diagnosis could not ask for is asked for by its other one.
  const agreement = looked === null ? agreementOf(session, diagnosis, () => Promise.resolve(diagnosis), base) : null;
  const agreed = looked?.agreement === 'AVAILABLE' || (await agreement?.())?.state === 'available';
  const accepts = base !== null && needsSubscription(parseModel(base).provider) && !agreed;
  const billed = billedFor(request);
  if (!accepts && billed === null) return true;
  if (accepts && billed === null && options.flag('acceptTerms')) return true;
  const why = accepts
    ? `A call of ${base} without an agreement accepts the provider's terms for the whole account`
    : `A call of ${base} ${billed}`;
  return session.agree(
    `${why}. Make it in ${await askedIn(session, originFrom(session, facts))}?`,
    accepts && billed === null ? '--yes or --accept-terms' : '--yes',
  );
}
