import type { Question } from './questions.ts';

/** A statement that decided, or nearly did. */
export interface DecidingStatement {
  readonly policy: string;
  /** Counted from 0; null where AWS's simulator names the policy alone. */
  readonly index: number | null;
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string | null;
  /** The condition that made it apply, or kept it from applying; absent or null when there is none. */
  readonly condition?: {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    readonly found: readonly string[] | null;
  } | null;
}

/** Whether the role may do what a question asks, who says so, and which layer stands against it. */
export interface DecidedQuestion {
  readonly purpose: Question['purpose'];
  readonly action: string;
  readonly resource: string;
  readonly kind: Question['kind'];
  readonly decision: 'allowed' | 'denied' | 'unknown';
  /** What denies: no identity policy allows, a statement denies, a boundary, the organization. */
  readonly layer: 'identity' | 'explicit' | 'boundary' | 'scp' | null;
  /** Policies and statements that decided. */
  readonly statements: readonly DecidingStatement[];
  /** Why it is not known: the context keys that are missing. */
  readonly missing: readonly string[];
}
export interface Decisions {
  /** 'simulator': AWS's own; 'policies': our evaluation of the documents that were read. */
  readonly by: 'simulator' | 'policies';
  readonly decided: readonly DecidedQuestion[];
  /** Where AWS's simulator and our evaluation of the documents it should have read say opposite things; absent: nowhere. */
  readonly differences?: readonly Difference[];
}

/** A question that the simulator and the documents answer differently. */
export interface Difference {
  readonly action: string;
  readonly resource: string;
  readonly simulator: 'allowed' | 'denied';
  readonly policies: 'allowed' | 'denied';
}

/** What a question asks, without its context. */
export const asked = ({
  purpose,
  action,
  resource,
  kind,
}: Question): Pick<Question, 'purpose' | 'action' | 'resource' | 'kind'> => ({
  purpose,
  action,
  resource,
  kind,
});
