import { AwsError } from '../../aws/error.ts';
import { getCallerIdentity } from '../../aws/operations/sts.ts';
import type { Aws } from '../../core/aws.ts';
import type { Host } from '../../core/host.ts';
import type { ExitCode } from '../../core/report.ts';
import type { OptionName } from '../../options/table.ts';
import type { Session } from '../session/session.ts';
import type { Asked } from './asked.ts';
import { endsRun } from './enter.ts';

/** Options that name what is examined or entered in other accounts: at home they mean nothing. */
const ELSEWHERE: ReadonlySet<OptionName> = new Set<OptionName>([
  'role',
  'user',
  'assumeRole',
  'externalId',
  'model',
  'stack',
  'function',
]);

/** The session as the operator's own account is reached: through the first Region, where no other is given. */
export const atHome = (session: Session, { regions: [first] }: Asked): Session => {
  const { options } = session;
  return {
    ...session,
    options: {
      ...options,
      text: (name) => {
        if (ELSEWHERE.has(name)) return null;
        const given = options.text(name);
        return name === 'region' && given === null && first !== undefined
          ? { value: first, source: { from: 'flag', name: '--regions' } }
          : given;
      },
      list: (name) => (ELSEWHERE.has(name) ? null : options.list(name)),
      source: (name) => (ELSEWHERE.has(name) ? null : options.source(name)),
    },
  };
};

/** The operator's account, or how the run ends without it. */
export async function findHome(aws: Aws, host: Host): Promise<string | ExitCode> {
  try {
    const { Account = '' } = await aws.ask(getCallerIdentity, {});
    return Account;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (endsRun(error)) {
      host.err(`AWS does not accept the credentials, or there are none: ${error.message}\n`);
      return 4;
    }
    host.err(`AWS cannot be asked who you are: ${error.message}\n`);
    return 3;
  }
}
