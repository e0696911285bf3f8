import { AwsError, isDenial } from '../../aws/error.ts';
import { assumeRole } from '../../aws/operations/sts.ts';
import { proxyEvent } from '../../aws/poem-request.ts';
import { type DirectRequest, directRequest } from '../../bedrock/direct-requests.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import type { Aws } from '../../core/aws.ts';
import { harmless } from '../../core/harmless.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { isExplicit } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { apiUrl } from '../../probes/cloudformation/api-url.ts';
import { role as roleProbe } from '../../probes/iam/role.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { GUIDE_MODEL, model as modelProbe } from '../../probes/run/model.ts';
import { roleName } from '../../probes/run/role-name.ts';
import { caller } from '../../probes/sts/caller.ts';
import type { Answer } from '../../verification/answer.ts';
import { judgeApplication } from '../../verification/application-answer.ts';
import { askApi, askLambda, type Judge, judgePoem, type Way } from '../../verification/ask.ts';
import { askDirect } from '../../verification/ask-direct.ts';
import type { AwsSession } from '../aws-session.ts';
import { type Diagnosis, known } from '../diagnosis.ts';
import { tell } from '../tell.ts';
import type { Wishes } from './wishes.ts';

/** How one real call is made. */
export interface ChosenWay {
  readonly way: Way;
  readonly ask: () => Promise<Answer>;
  /** Whether who is asked as is the principal that is examined, so that the answer proves its access. */
  readonly proves: boolean;
}

/** Why no call is made; `exit`: how the run ends where that is more than the diagnosis says. */
export interface NoCall {
  readonly way: Way;
  readonly why: string;
  readonly exit?: 2 | 3;
}

/** Whether the operator is the very principal that is examined; a session of a role is its role. */
export function isOperator({ facts }: Diagnosis): boolean {
  const arn = known(caller, facts)?.arn ?? '';
  const name = /:assumed-role\/([^/]+)\//.exec(arn)?.[1] ?? null;
  return name !== null && name === known(roleName, facts)?.name;
}

/** The way asked for, or the one that proves most of those that are possible. Shows every address first. Throws a `UsageError`. */
export async function chooseWay(
  session: AwsSession,
  diagnosis: Diagnosis,
  { isGuide, body, wishes }: { readonly isGuide: boolean; readonly body: string | null; readonly wishes: Wishes },
): Promise<ChosenWay | NoCall> {
  const { options, target } = session;
  const { facts } = diagnosis;
  const asked = options.text('via')?.value;
  const address = addressOf(session, diagnosis);
  const fn = known(lambdaFunction, facts)?.name ?? null;
  const way: Way =
    asked === 'api' || asked === 'lambda' || asked === 'direct' || asked === 'role'
      ? asked
      : address !== null
        ? 'api'
        : fn !== null
          ? 'lambda'
          : 'direct';
  if (way === 'role') return asRole(session, diagnosis);
  if (way === 'direct') {
    if (asked !== 'direct' && !isGuide && !isOperator(diagnosis)) return { way, why: NOT_CALLED };
    return asOperator(session, diagnosis);
  }
  if (body === null) return { way, why: NOT_CALLED };
  const judge: Judge = isGuide ? judgePoem(body) : (came) => judgeApplication(came, wishes.answer);
  if (way === 'api') {
    if (address === null) {
      const elsewhere = known(apiUrl, facts);
      throw new UsageError(
        elsewhere === null
          ? 'The address of the API is not known; pass --api-url, or --via lambda.'
          : `The API ${withoutSecrets(elsewhere.url)} is on another host than --endpoint-url, where nothing is sent unasked; name it with --api-url, or pass --via lambda.`,
      );
    }
    if (!isExplicit(target.apiUrl)) tell(session.host, `The request goes to ${harmless(withoutSecrets(address))}.`);
    const about = { url: address, apiKey: wishes.apiKey, signs: options.flag('sign') };
    return { way, ask: () => askApi(session.post, about, body, judge), proves: true };
  }
  if (fn === null) throw new UsageError('The function is not known; pass --function, or --via direct.');
  const event = isGuide ? proxyEvent(body) : new TextEncoder().encode(body);
  return { way, ask: () => askLambda(session.aws, fn, event, judge, session.deadline), proves: true };
}

const NOT_CALLED =
  'No call was made: what this application wants to be sent is not known; pass it with --request FILE. The agreement, the decisions, the events and the log are the proof.';

/** The address that may be asked: one that was named, or one that was found on no other host than the endpoint of the run. */
function addressOf({ target }: AwsSession, { facts }: Diagnosis): string | null {
  const found = known(apiUrl, facts)?.url ?? null;
  if (found === null || isExplicit(target.apiUrl) || target.endpointUrl === null) return found;
  return new URL(found).host === new URL(target.endpointUrl.value).host ? found : null;
}

/** Bedrock as the operator. */
async function asOperator(session: AwsSession, diagnosis: Diagnosis): Promise<ChosenWay | NoCall> {
  const ready = await direct(session, diagnosis, 'direct');
  return 'why' in ready ? ready : { way: 'direct', ask: () => ready.ask(session.aws), proves: isOperator(diagnosis) };
}

/** Bedrock as the role, where its trust policy lets the operator. */
async function asRole(session: AwsSession, diagnosis: Diagnosis): Promise<ChosenWay | NoCall> {
  const { facts } = diagnosis;
  const arn = known(roleName, facts)?.arn ?? known(roleProbe, facts)?.arn ?? null;
  if (arn === null) throw new UsageError('The role is not known; name it with --role, or pass --via direct.');
  const ready = await direct(session, diagnosis, 'role');
  if ('why' in ready) return ready;
  try {
    const { Credentials: keys } = await session.aws.send(assumeRole, {
      RoleArn: arn,
      RoleSessionName: 'bedrock-doctor',
    });
    if (!keys?.AccessKeyId || !keys.SecretAccessKey) throw new UsageError(`${arn} gave no credentials; try again.`);
    const aws = session.as({
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken ?? null,
    });
    return { way: 'role', ask: () => ready.ask(aws), proves: true };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const why = isDenial(error)
      ? `you may not sts:AssumeRole ${arn}, or its trust policy does not let you`
      : `sts:AssumeRole failed: ${error.message}`;
    return { way: 'role', why: `No call was made as the role: ${why}.`, exit: 3 };
  }
}

interface Ready {
  readonly ask: (aws: Aws) => Promise<Answer>;
}

/** The smallest request of the model, once whoever pays or accepts has agreed. Throws a `UsageError`. */
async function direct(session: AwsSession, diagnosis: Diagnosis, way: 'direct' | 'role'): Promise<Ready | NoCall> {
  const { options, deadline } = session;
  const { facts } = diagnosis;
  const choice = known(modelProbe, facts);
  const id = choice?.reference.given ?? GUIDE_MODEL;
  const base = choice === null ? parseModel(id).base : baseIdOf(choice, known(profile, facts));
  const request = directRequest(base);
  if (request.by === 'none') {
    throw new UsageError(`No request is known for ${id}: ${request.why}; ask the application with --request FILE.`);
  }
  if (options.text('surface')?.value === 'mantle') {
    throw options.wrong(
      'surface',
      'cannot be asked by itself yet; ask the application with --request FILE, or pass runtime',
    );
  }
  const streams = options.flag('stream');
  if (streams && request.by === 'invoke') {
    throw new UsageError(`${id} answers at once, and --stream is for models that chat; leave it out.`);
  }
  if (!(await agreesTo(session, diagnosis, base, request))) {
    return { way, why: 'No call was made, since nobody agreed to it.', exit: 2 };
  }
  return { ask: (aws) => askDirect(aws, id, request, streams, deadline) };
}

/** Whether a call that accepts terms or costs more than a fraction of a cent is agreed to. Throws a `UsageError`. */
async function agreesTo(
  session: AwsSession,
  { facts }: Diagnosis,
  base: string | null,
  request: DirectRequest,
): Promise<boolean> {
  const { options, target } = session;
  const agreed = known(availability, facts)?.agreement === 'AVAILABLE';
  const accepts = base !== null && needsSubscription(parseModel(base).provider) && !agreed;
  const costs = request.by === 'invoke' && request.costs;
  if (!accepts && !costs) return true;
  if (accepts && !costs && options.flag('acceptTerms')) return true;
  const account = known(caller, facts)?.account ?? 'this account';
  const why = accepts
    ? `A call of ${base} without an agreement accepts the provider's terms for the whole account`
    : `A call of ${base} makes a picture, which costs some cents`;
  return session.agree(
    `${why} (account ${account}, ${target.region.value}). Make it?`,
    accepts && !costs ? '--yes or --accept-terms' : '--yes',
  );
}
