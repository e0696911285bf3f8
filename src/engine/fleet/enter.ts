import { type Connection, connect, type Keys } from '../../aws/connect.ts';
import { AwsError, isDenial, refusesCredentials } from '../../aws/error.ts';
import { assumeRole, getCallerIdentity } from '../../aws/operations/sts.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import type { Aws } from '../../core/aws.ts';
import type { Barred } from '../../fleet/judge-account.ts';

/** How accounts are entered. */
export interface Door {
  /** The operator's own account: nothing is assumed there. */
  readonly home: string;
  readonly homeAws: Aws;
  readonly connection: Connection;
  readonly externalId: string | null;
  readonly now: () => number;
  /** Shares what is read among the cells of an account, and with other accounts. */
  readonly share: (aws: Aws) => Aws;
}

/** Time before the end of keys at which new ones are asked for; the SDK's own is five minutes. */
const BEFORE_END_MS = 6 * 60_000;
/** With role chaining an hour is the most: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
const SESSION_SECONDS = 3_600;
const SESSION_NAME = 'bedrock-doctor-fleet';

/** Gives keys of a role, and new ones before they end. */
export function keysOf(
  arn: string,
  { homeAws, externalId, now }: Pick<Door, 'homeAws' | 'externalId' | 'now'>,
): () => Promise<Keys> {
  let kept: Promise<Keys> | null = null;
  let until = 0;
  const ask = async (): Promise<Keys> => {
    const { Credentials } = await homeAws.send(assumeRole, {
      RoleArn: arn,
      RoleSessionName: SESSION_NAME,
      DurationSeconds: SESSION_SECONDS,
      ...(externalId === null ? {} : { ExternalId: externalId }),
    });
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
    const expiration = Expiration ?? new Date(now() + SESSION_SECONDS * 1_000);
    until = expiration.getTime() - BEFORE_END_MS;
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration };
  };
  return () => {
    if (kept === null || now() >= until) {
      until = Number.POSITIVE_INFINITY;
      kept = ask();
      kept.catch(() => {
        kept = null;
      });
    }
    return kept;
  };
}

const barred = (reason: string, unknown: readonly string[] = []): Barred => ({ reason, unknown, rootCause: null });

/** Why an account cannot be entered, told apart: refused, no such role, unreachable. */
function sayBarred(error: unknown, account: string, role: string): Barred {
  if (!(error instanceof AwsError)) throw error;
  if (isDenial(error)) {
    return barred(
      `the role ${role} of account ${account} cannot be assumed: it is missing, its trust policy or external id does not let you in, or the account is suspended`,
      ['sts:AssumeRole'],
    );
  }
  if (error.kind === 'answer')
    return barred(`the role ${role} of account ${account} cannot be assumed (${error.code})`, []);
  return barred(`account ${account} cannot be reached: ${error.message}`, []);
}

/** Whether the operator's own keys are what AWS refuses: then there is no use in going on. */
export const endsRun = (error: unknown): boolean =>
  error instanceof AwsError &&
  (error.kind === 'no-credentials' || (error.kind === 'answer' && refusesCredentials(error.code)));

/** Enters an account: its AWS, checked to be that account's; or why not. Rejects when the operator's own keys are refused. */
export async function enter(account: string, role: string | null, region: string, door: Door): Promise<Aws | Barred> {
  if (account === door.home) return door.share(door.homeAws.inRegion(region));
  if (role === null) return barred(`no role is named to enter account ${account}; pass --assume-role NAME`);
  const arn = role.startsWith('arn:') ? role : `arn:${partitionOf(region)}:iam::${account}:role/${role}`;
  try {
    const provide = keysOf(arn, door);
    await provide();
    const aws = door.share(connect({ ...door.connection, keys: null, profile: null, provide, region }));
    const { Account } = await aws.ask(getCallerIdentity, {});
    if (Account !== account) {
      return barred(
        `the session that was made for account ${account} is in account ${Account ?? 'unknown'}; it was not used`,
      );
    }
    return aws;
  } catch (error) {
    if (endsRun(error)) throw error;
    return sayBarred(error, account, role);
  }
}
