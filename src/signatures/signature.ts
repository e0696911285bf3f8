import type { CauseId } from '../core/cause.ts';

/** A message AWS is known to send. `samples` are real ones; a test proves that each is recognised as this and nothing else. */
export interface Signature {
  readonly id: string;
  /** Matched against normalised text: straight quotes, single spaces, no escapes. Global flag, for every place it stands in. */
  readonly pattern: RegExp;
  readonly cause: CauseId | ((groups: { readonly [name: string]: string | undefined }) => CauseId | null);
  /** Says "not now", never "denied": yields to any other error in the same text. */
  readonly transient: boolean;
  readonly samples: readonly [string, ...string[]];
}
