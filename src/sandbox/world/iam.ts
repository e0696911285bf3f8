import type { Json } from '../../core/json.ts';

/** Milliseconds since 1970 on the sandbox's own clock, which may run faster than the wall's. */
export type Moment = number;

/** A value that was written at one moment and is seen by each IAM replica at another. `null`: taken away. */
export interface Write {
  readonly document: Json | null;
  /** When it becomes visible, one moment a replica. The answering replica changes from call to call. */
  readonly visibleAt: readonly Moment[];
}

export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly trust: Json;
  readonly boundary: string | null;
  readonly createdAt: Moment;
  /** Inline policies by name; the last write is what IAM's own reads show, the visible ones are what is enforced. */
  readonly inline: { readonly [policyName: string]: readonly Write[] };
  /** ARNs of attached managed policies. */
  readonly attached: readonly string[];
  /** A session policy that whoever assumes the role passes along, or none. */
  readonly sessionPolicy: Json | null;
  readonly lastUsedAt: Moment | null;
  /** Tags by key; none where absent. */
  readonly tags?: { readonly [key: string]: string };
  /** The longest session in seconds; an hour where absent. */
  readonly maxSessionSeconds?: number;
}

export interface User {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  /** Inline policies by name, as the scenario began. */
  readonly inline: { readonly [policyName: string]: Json };
  /** What was written since, as with a role; it is before `inline`. */
  readonly writes?: { readonly [policyName: string]: readonly Write[] };
  readonly attached: readonly string[];
  readonly boundary: string | null;
  readonly tags?: { readonly [key: string]: string };
}

/** A group of users: its policies are theirs. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html */
export interface Group {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly inline: { readonly [policyName: string]: Json };
  readonly attached: readonly string[];
  /** Names of its users. */
  readonly members: readonly string[];
}

export interface ManagedPolicy {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly defaultVersion: string;
  readonly versions: { readonly [version: string]: Json };
  /** When its default version became that; long ago where it is not told. */
  readonly updatedAt?: Moment;
}

/** A long-term or temporary key: who it stands for, and how STS takes it. */
export interface AccessKey {
  readonly secret: string;
  readonly token: string | null;
  /** ARN of a user, or of a role (then the caller is its assumed-role session). */
  readonly principal: string;
  readonly session: string | null;
  readonly state: 'active' | 'expired' | 'inactive';
  readonly expiresAt: Moment | null;
  /** The session policies that AssumeRole was given, or none. */
  readonly policies?: readonly Json[];
}

/** A Bedrock API key, sent as a bearer token: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html */
export interface ApiKey {
  /** Name of the user it is a credential of. */
  readonly user: string;
  readonly expiresAt: Moment | null;
}
