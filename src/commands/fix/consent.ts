import type { Settled } from '../../options/resolve.ts';
import type { AwsSession } from '../aws-session.ts';

/** Whether the plan is only made and shown, or saved: there is nothing to agree to. */
export const showsOnly = (options: Settled): boolean => options.flag('dryRun') || options.text('planOut') !== null;

/** Whether the flags agree beforehand: --yes to everything, --accept-terms to option 1 (contract, section 4). */
export const agreedByFlag = ({ options }: AwsSession, option: 1 | 2 | 3): boolean =>
  options.flag('yes') || (option === 1 && options.flag('acceptTerms'));

/** The flag that agrees beforehand. */
export const consentFlag = (option: 1 | 2 | 3): string => (option === 1 ? '--accept-terms or --yes' : '--yes');

/** Asks for what the flags do not agree to. Throws a `UsageError` that names the flag where nobody can be asked. */
export async function consentTo(session: AwsSession, option: 1 | 2 | 3, terms: boolean): Promise<boolean> {
  if (agreedByFlag(session, option)) return true;
  const question = terms && option === 1 ? 'Accept these terms for the whole account?' : 'Change this?';
  return session.agree(question, consentFlag(option));
}
