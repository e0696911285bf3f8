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
    default:
      return 'try again; --debug shows every call with its request id';
  }
}
