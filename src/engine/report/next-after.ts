import { CAUSES } from '../../causes/catalogue.ts';
import { refusal } from '../../checks/credentials/accepted.ts';
import type { Unknown } from '../../core/fact.ts';

/** What to do where AWS could not be asked, in words that end a sentence. */
export function nextAfter(why: Unknown): string {
  switch (why.kind) {
    case 'no-credentials':
      return 'sign in (aws sso login), set AWS_PROFILE, or pass --profile';
    case 'denied':
      return `have an administrator grant you ${why.action}`;
    case 'unreachable':
    case 'timeout':
      return 'check the network, --region and --endpoint-url, and try again';
    default: {
      // What AWS does not accept now it does not accept a second time.
      const cause = why.kind === 'failed' ? refusal(why.code, why.message) : null;
      if (cause === null) return 'try again; --debug shows every call with its request id';
      const { next } = CAUSES[cause];
      return `${next.charAt(0).toLowerCase()}${next.slice(1).replace(/\.$/, '')}`;
    }
  }
}
