import type { Facts } from '../../core/gather.ts';
import { caller } from '../../probes/sts/caller.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const EXPIRED = /^ExpiredToken(?:Exception)?$/;

/**
 * The same facts where credentials that were good at the beginning expired before the end: what AWS said last about them
 * counts, and whatever could not be read for that reason is not held against anybody. Pure.
 */
export function withExpiry(facts: Facts): Facts {
  if (facts.get(caller)?.known !== true) return facts;
  const later = [...facts.values()].find(
    (fact) => !fact.known && fact.why.kind === 'failed' && EXPIRED.test(fact.why.code),
  );
  return later === undefined ? facts : new Map(facts).set(caller, later);
}
