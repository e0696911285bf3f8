import { AwsError, isDenial } from '../../aws/error.ts';
import { assumeRole } from '../../aws/operations/sts.ts';
import { UsageError } from '../../core/usage-error.ts';
import { isOperator } from '../../probes/run/operator.ts';
import { principal } from '../../probes/run/principal.ts';
import type { Answer } from '../../verification/answer.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import type { ChosenWay, NoCall } from './call.ts';
import { findMantle } from './mantle.ts';
import type { RequestOptions } from './request-options.ts';
import { prepareSmallest, type Ready } from './smallest-request.ts';

/** Bedrock as the operator. */
export async function asOperator(
  session: AwsSession,
  diagnosis: Diagnosis,
  requested: RequestOptions,
): Promise<ChosenWay | NoCall> {
  const mantle = await findMantle(session, diagnosis, requested.apiKey);
  if (mantle === null && requested.apiKey !== null) {
    throw session.options.wrong('apiKeyEnv', 'is for --via api, and for --surface mantle');
  }
  const ready = await prepareSmallest(session, diagnosis, 'direct', mantle);
  return 'why' in ready
    ? ready
    : { ...(await ready.as(session.aws, session.post)), way: 'direct', proves: isOperator(diagnosis) };
}

/** Bedrock as the role, where its trust policy lets the operator. */
export async function asRole(
  session: AwsSession,
  diagnosis: Diagnosis,
  requested: RequestOptions,
): Promise<ChosenWay | NoCall> {
  const examined = known(principal, diagnosis.facts);
  const arn = examined?.kind === 'role' ? examined.arn : null;
  if (arn === null) throw new UsageError('The role is not known; name it with --role, or pass --via direct.');
  const ready = await prepareSmallest(
    session,
    diagnosis,
    'role',
    await findMantle(session, diagnosis, requested.apiKey),
  );
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
