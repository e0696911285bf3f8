import { CAUSES } from '../../causes/catalogue.ts';
import { ENDED, refusal } from '../../checks/credentials/accepted.ts';
import type { CauseId } from '../../core/cause.ts';
import type { Unknown } from '../../core/fact.ts';
import { uncapitalize } from '../../core/sentence.ts';

/** The catalog's sentence as the end of another. */
const nextOf = (cause: CauseId): string => uncapitalize(CAUSES[cause].next).replace(/\.$/, '');

/** What to do where AWS could not be asked, in words that end a sentence. */
export function nextAfter(why: Unknown): string {
  switch (why.kind) {
    case 'no-credentials':
      if (ENDED.test(why.message)) return nextOf('credentials-expired');
      return 'sign in (aws sso login), set AWS_PROFILE, or pass --profile';
    case 'denied':
      return `have an administrator grant you ${why.action}`;
    case 'unreachable':
    case 'timeout':
      return 'check the network, --region and --endpoint-url, and try again';
    default: {
      // What AWS does not accept now it does not accept a second time.
      const cause = why.kind === 'failed' ? refusal(why.code, why.message) : null;
      return cause === null ? 'try again; --debug shows every call with its request id' : nextOf(cause);
    }
  }
}
