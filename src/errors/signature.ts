import type { CauseId } from '../core/cause.ts';

/**
 * How much the words need around them. 'none': the sentence is Bedrock's own. 'not-other': it must not stand in an
 * error of another service. 'bedrock': something near it must say that Bedrock answered. 'failure': it must be the
 * message of an error (`frames`), and that error Bedrock's, or one whose name says that it is AWS's and nothing that it is another's.
 */
export type Surroundings = 'none' | 'not-other' | 'bedrock' | 'failure';

/**
 * How a text weighs against others in one paste. 'firm' ones decide, the last of them; a 'transient' one says "not now"
 * and a 'faint' one tells what followed from another error: both yield to any firm one.
 */
export type Weight = 'firm' | 'transient' | 'faint';

/** A message AWS is known to send. `samples` are real ones; a test proves that each is read as this cause and no other. */
export interface Signature {
  readonly id: string;
  /** In lower case; a text without any of them is not looked at: comparing letters costs nothing, and an expression does. */
  readonly needles: readonly [string, ...string[]];
  /** Matched against normalized text: straight quotes, single spaces, no escapes. Global flag, for every place it stands in. */
  readonly pattern: RegExp;
  /** The cause, or what tells it from the groups of the match and the text around it. */
  readonly cause:
    | CauseId
    | ((groups: { readonly [name: string]: string | undefined }, around: () => string) => CauseId | null);
  readonly weight: Weight;
  readonly surroundings: Surroundings;
  /** Words around a reason: dropped where another recognition, of this weight, stands close by. 'to words': to any in the same message, and of its like to the first. */
  readonly yields?: 'to firm' | 'to any' | 'to words';
  readonly samples: readonly [string, ...string[]];
}
