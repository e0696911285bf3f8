import type { CauseId } from '../core/cause.ts';

/** AWS's sentences that a log or a screen cuts off; each is told by its beginning alone. */
const SENTENCES: readonly (readonly [string, CauseId])[] = [
  ['The provided model identifier is invalid', 'model-id-invalid'],
  ["You don't have access to the model with the specified model ID", 'model-access-denied'],
  ['Model use case details have not been submitted for this account', 'use-case-form-missing'],
  ['This model version has reached the end of its life', 'model-end-of-life'],
  ['This Model is marked by provider as Legacy and you have not been actively using', 'model-legacy-locked'],
  ['Your account is not authorized to invoke this API operation', 'operation-not-authorized'],
  ['Access to Bedrock models is not allowed for this account', 'account-restricted'],
  ['Model access is denied due to IAM user or service role is not authorized', 'marketplace-subscription-denied'],
  ['Model access is denied due to INVALID_PAYMENT_INSTRUMENT', 'payment-instrument-invalid'],
  ['Your AWS Marketplace subscription for this model is still being processed', 'marketplace-subscription-pending'],
  ['Your AWS Marketplace subscription for this model cannot be completed', 'marketplace-subscription-denied'],
  ['Too many tokens per day, please wait', 'daily-token-quota'],
  ['Too many requests, please wait before trying again', 'throttled'],
  ['Too many tokens, please wait before trying again', 'throttled'],
  ['The security token included in the request is expired', 'credentials-expired'],
  ['The security token included in the request is invalid', 'credentials-invalid'],
];
/** The shortest beginning that no other sentence of anybody's has. */
const SHORTEST = 34;

/** Where a text breaks off within one of AWS's sentences, and which cause that sentence has. */
export interface Cut {
  readonly cause: CauseId;
  readonly at: number;
  readonly length: number;
}

/** How much of a text's end can be the beginning of a sentence. */
const TAIL = 160;

/** The sentence of AWS's that a normalized text breaks off in; null where it ends otherwise, or where two begin so. */
export function cutIn(plain: string): Cut | null {
  const end = plain.slice(-TAIL).replace(/(?:\.{2,3}|[\s"'})\]])+$/, '');
  const from = Math.max(0, plain.length - TAIL);
  const lower = end.toLowerCase();
  const cuts = SENTENCES.flatMap(([sentence, cause]): readonly Cut[] => {
    const known = sentence.toLowerCase();
    const at = lower.lastIndexOf(known.slice(0, SHORTEST));
    const length = lower.length - at;
    if (at < 0 || length >= known.length || !known.startsWith(lower.slice(at))) return [];
    return [{ cause, at: from + at, length }];
  });
  const [only, ...others] = cuts;
  return only !== undefined && others.every(({ cause }) => cause === only.cause) ? only : null;
}
