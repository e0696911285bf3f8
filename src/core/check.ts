import type { CauseId } from './cause.ts';
import type { Unknown } from './fact.ts';
import type { Evidence, Finding, Severity } from './finding.ts';
import type { Link } from './link.ts';
import type { Known, Needs } from './probe.ts';
import type { Target } from './target.ts';

/** One thing a check can say, declared beside it: SARIF rule, heading of `explain`, words of the finding. */
export interface Message<D = never> {
  readonly severity: Severity;
  readonly cause: CauseId;
  readonly title: string;
  readonly say: (data: D) => string;
}
type Messages = { readonly [id: string]: Message };
type DataOf<M> = M extends { readonly say: (data: infer D) => string } ? D : never;

/** Makes a finding from one of the check's own messages. */
export type Find<M extends Messages> = <K extends keyof M & string>(
  message: K,
  about: {
    readonly subject: string;
    readonly data: DataOf<M[K]>;
    readonly evidence: readonly Evidence[];
    /** Overrides the message's cause where AWS's own words decide it. */
    readonly cause?: CauseId;
    readonly severity?: Severity;
    /** Set when AWS said it to an invocation, with the moment; makes the basis `observed`. */
    readonly observedAt?: string;
    readonly waitMinutes?: number | null;
    readonly explains?: readonly CauseId[];
  },
) => Finding;

export type Verdict =
  | { readonly status: 'pass' }
  | { readonly status: 'fail'; readonly findings: readonly [Finding, ...Finding[]] }
  | { readonly status: 'not-applicable'; readonly why: string }
  | { readonly status: 'unknown'; readonly missing: string; readonly why: Unknown };

/** A verdict, or that it was not worth asking. Five states, no booleans. */
export type Outcome = Verdict | { readonly status: 'skipped'; readonly because: Check['id'] };

/** What became of one check. */
export interface Result {
  readonly check: Check['id'];
  readonly title: string;
  readonly link: Link;
  /** The worst it could have said, for when it could not look. */
  readonly worst: Severity;
  readonly outcome: Outcome;
}

/** A part of a target that checks are about. */
export type About = 'stack' | 'function' | 'role' | 'user';

/** Whether a target has what a check is about. A function has its role, and a role that is named needs no function. */
export function isAbout({ about }: Pick<Check, 'about'>, target: Target): boolean {
  switch (about) {
    case undefined:
      return true;
    case 'stack':
      return target.stack !== null;
    case 'function':
      return target.function !== null;
    case 'user':
      return Boolean(target.user);
    case 'role':
      // Where neither is known, nobody is: a model alone is the account's matter, and a stack may hold nobody who calls.
      return !target.user && (target.role !== null || target.function !== null);
    default:
      return true;
  }
}

/** One pure, synchronous judgment over facts. */
export interface Check {
  /** area/name: its path under src/checks. */
  readonly id: `${string}/${string}`;
  /** The healthy state: 'The role may invoke the model'. */
  readonly title: string;
  /** The link of the chain it stands for in the report. */
  readonly link: Link;
  /** What a target must have for this to make sense; absent: any. A link that a target has not is not shown. */
  readonly about?: About;
  readonly needs: Needs;
  /** No point judging this when one of these is broken. */
  readonly after: readonly Check[];
  readonly messages: Messages;
  readonly judge: (facts: never, find: never) => Verdict | readonly Finding[];
}

/** Declares a check. `[]` from `judge` is a pass. */
export function defineCheck<const N extends Needs, const M extends Messages>(check: {
  readonly id: `${string}/${string}`;
  readonly title: string;
  readonly link: Link;
  readonly about?: About;
  readonly needs: N;
  readonly after?: readonly Check[];
  readonly messages: M;
  readonly judge: (facts: Known<N>, find: Find<M>) => Verdict | readonly Finding[];
}): Check {
  return { after: [], ...check } as unknown as Check;
}
