import type { PolicyDocument } from './document.ts';

/** A policy and what reports call it: its name or ARN. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The kinds of policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types */
export type Layer = 'identity' | 'boundary' | 'scp' | 'rcp' | 'session' | 'vpc-endpoint' | 'resource';

/**
 * The policies of every layer; null, absent or empty where a layer does not apply. Of the identity and of the session
 * policies one must allow; of the SCPs and RCPs every one, as the list stands for one policy a level. An SCP or RCP that
 * only has Deny statements need not allow: it is beside another, FullAWSAccess as a rule, at the same level.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy | null;
  readonly scps?: readonly NamedPolicy[] | null;
  /** SCPs level by level, from the organization's root to the account; of each level one must allow. */
  readonly scpLevels?: readonly (readonly NamedPolicy[])[] | null;
  readonly rcps?: readonly NamedPolicy[] | null;
  readonly session?: readonly NamedPolicy[] | null;
  readonly endpoint?: NamedPolicy | null;
  /** The policy of the resource, and the account that owns it. */
  readonly resource?: { readonly policy: NamedPolicy; readonly account: string } | null;
}

/** One call of a principal. */
export interface AccessRequest {
  /** As in a policy: `bedrock:InvokeModel`. */
  readonly action: string;
  /** An ARN, or `*` where the action has no resource types. */
  readonly resource: string;
  /** ARN of a user, a role or a role's session. */
  readonly principal: string;
  /** Values by context key; keys compare without regard to case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Keys that the real call carries and that are not known here, one with a `*` at its end for all that begin so; 'all':
   * every key not in `context`. Absent: what is not in `context` is not in the call.
   */
  readonly unknownKeys?: readonly string[] | 'all';
}

/** A statement that decided, or nearly did. */
export interface Reason {
  readonly layer: Layer;
  readonly policy: string;
  /** Counted from 0. */
  readonly statement: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /**
   * Where the statement applies: its first condition. Where it does not: the condition that failed or is not known.
   * Null when there is none. `found` is null when the call has no such key, or it is not known.
   */
  readonly condition: {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    readonly found: readonly string[] | null;
  } | null;
}

/** What AWS would answer, and why. */
export interface Decision {
  /** 'unknown': a context key, an operator or a value that cannot be known here could change the outcome. */
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';
  /** The layer that decided against; null when allowed or unknown. */
  readonly layer: Layer | null;
  /** The statements that decided; for an implicit deny the Allow statements whose conditions failed. */
  readonly reasons: readonly Reason[];
  /** The context keys that would settle an unknown decision, as the policies spell them. */
  readonly missingContext: readonly string[];
}
