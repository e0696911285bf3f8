import type { CauseId } from './cause.ts';
import type { Json } from './json.ts';
import type { Source } from './target.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What a finding rests on: a fact, a policy statement, an answer of AWS, a log line, or a setting of the user's. */
export type Evidence =
  | { readonly kind: 'fact'; readonly probe: string; readonly pointer: string; readonly value: Json }
  | {
      readonly kind: 'statement';
      readonly policy: string;
      readonly index: number | null;
      readonly effect: 'Allow' | 'Deny';
    }
  | { readonly kind: 'answer'; readonly action: string; readonly code: string; readonly message: string }
  | {
      readonly kind: 'log';
      readonly group: string;
      readonly stream: string;
      readonly at: string;
      readonly line: string;
    }
  | { readonly kind: 'setting'; readonly source: Source; readonly value: string };

/** One thing that is wrong, with its data and its words. `code` + `subject` is its identity for ever. */
export interface Finding {
  readonly code: `${string}/${string}/${string}`;
  readonly cause: CauseId;
  /** 'observed': AWS said so to an invocation; 'deduced': it follows from facts (contract, section 3, rule 6). */
  readonly basis: 'observed' | 'deduced';
  /** When AWS said it, ISO 8601; null for what was deduced. */
  readonly at: string | null;
  /** The ARN, file or setting it is about. */
  readonly subject: string;
  readonly severity: Severity;
  /** Plain text, never colored. */
  readonly message: string;
  /** The N of "try again after N minutes", when AWS named one. */
  readonly waitMinutes: number | null;
  readonly evidence: readonly Evidence[];
  /** Causes this finding is the reason of: it comes before them, wherever they stand in the chain (contract, section 3, rule 8). */
  readonly explains: readonly CauseId[];
  /** Who is responsible has accepted it for a while; absent where nobody has, or the time is over. */
  readonly accepted?: Acceptance;
}

/** That a risk is accepted, and why. */
export interface Acceptance {
  /** The last day, ISO 8601 in UTC. */
  readonly until: string;
  readonly reason: string;
}
