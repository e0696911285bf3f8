import type { Origin } from '../../core/plan.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { questionPlace } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';

/** Whether the plan is only made and shown, or saved: there is nothing to agree to. */
export const showsOnly = (options: ResolvedOptions): boolean =>
  options.flag('dryRun') || options.text('planOut') !== null;

/** Whether the flags agree beforehand: --yes to everything, --accept-terms to option 1 (contract, section 4). */
export const agreedByFlag = ({ options }: AwsSession, option: 1 | 2 | 3): boolean =>
  options.flag('yes') || (option === 1 && options.flag('acceptTerms'));

/** The flag that agrees beforehand. */
export const consentFlag = (option: 1 | 2 | 3): string => (option === 1 ? '--accept-terms or --yes' : '--yes');

/**
 * Asks for what the flags do not agree to; the question names account, Region and operator. `terms`: a provider's terms
 * are accepted with it. Throws a `UsageError` that names the flag where nobody can be asked.
 */
export async function consentTo(
  session: AwsSession,
  option: 1 | 2 | 3,
  terms: boolean,
  here: Origin = originFrom(session, new Map()),
): Promise<boolean> {
  if (agreedByFlag(session, option)) return true;
  const what = !terms
    ? 'Change this'
    : option === 1
      ? 'Accept these terms'
      : "Change this, and accept the model's terms";
  return session.agree(`${what} for ${await questionPlace(session, here)}?`, consentFlag(option));
}
