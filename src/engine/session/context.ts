import { AwsError } from '../../aws/error.ts';
import { listAccountAliases } from '../../aws/operations/iam.ts';
import { harmless } from '../../core/harmless.ts';
import type { Origin } from '../../core/plan.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import { reportOf } from '../report/report.ts';
import type { AwsSession } from './aws-session.ts';
import { tell } from './tell.ts';

/** The name people gave the account; null where it has none or it may not be read. Never required. */
async function aliasOf({ aws }: AwsSession): Promise<string | null> {
  try {
    const { AccountAliases } = await aws.ask(listAccountAliases, {});
    return AccountAliases?.[0] ?? null;
  } catch (error) {
    if (error instanceof AwsError) return null;
    throw error;
  }
}

/** Where something is about to be done, without what AWS calls the account: 'account 123456789012, ap-northeast-2, as arn:…'. Pure. */
export const placeWords = ({ account, region, operator }: Origin): string =>
  [
    account === null ? 'an account that cannot be told' : `account ${account}`,
    region,
    ...(operator == null ? [] : [`as ${harmless(operator)}`]),
  ].join(', ');

/** Account with its alias, Region, operator, profile, endpoint: what stands above a question and a dry run, on standard error. */
export async function sayWhere(session: AwsSession, here: Origin): Promise<void> {
  const { account, region, operator, endpoint } = here;
  const alias = account === null ? null : await aliasOf(session);
  const { profile } = session.target;
  tell(
    session.host,
    [
      account === null ? 'Account not known' : `Account ${account}${alias === null ? '' : ` (${harmless(alias)})`}`,
      `Region ${region}`,
      operator == null ? 'operator not known' : `operator ${harmless(operator)}`,
      ...(profile === null ? [] : [`profile ${harmless(profile.value)}`]),
      ...(endpoint == null ? [] : [`endpoint ${harmless(endpoint)}`]),
    ]
      .join(', ')
      .concat('.'),
  );
}

/** The place as a question names it, with the name people gave the account, after it was shown on standard error. */
export async function askedIn(session: AwsSession, here: Origin): Promise<string> {
  await sayWhere(session, here);
  return questionPlace(session, here);
}

/** The place as a question names it, with the name people gave the account where that may be read. */
export async function questionPlace(session: AwsSession, here: Origin): Promise<string> {
  const { account } = here;
  const alias = account === null ? null : await aliasOf(session);
  const words = placeWords(here);
  return account === null || alias === null ? words : words.replace(account, `${account} (${harmless(alias)})`);
}

/** What was diagnosed, in a sentence, on standard error. */
export function sayDiagnosed(session: AwsSession, diagnosis: Diagnosis): void {
  const { root } = diagnosis.ranking;
  const { target } = reportOf(session, diagnosis);
  const who = target.role?.value ?? target.function?.value ?? null;
  const about = [target.model?.value ?? null, who].filter((word) => word !== null).map(harmless);
  const what = root === null ? `no root cause (${diagnosis.judged.verdict})` : root.cause;
  tell(session.host, `Diagnosed: ${what}${about.length === 0 ? '' : ` for ${about.join(' and ')}`}.`);
}
