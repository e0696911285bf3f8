import type { Source } from '../../core/target.ts';

/** Where an SDK may find credentials: https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html */
export type CredentialKind =
  | 'environment'
  | 'static'
  | 'assume-role'
  | 'sso'
  | 'login'
  | 'process'
  | 'web-identity'
  | 'container'
  | 'instance';

/** One place, and whether its credentials are taken. Holds no secret. */
export interface CredentialSource {
  readonly kind: CredentialKind;
  /** 'profile work: SSO session acme'. */
  readonly title: string;
  readonly source: Source;
  /** The profile it belongs to; null for variables, containers and instances. */
  readonly profile: string | null;
  /** When it ends, in milliseconds since 1970; null where that is not written down. */
  readonly endsAt: number | null;
  /** 'wins': taken; 'shadowed': another is before it; 'unusable': incomplete, missing or over, and so passed by or in the way. */
  readonly state: 'wins' | 'shadowed' | 'unusable';
  /** Why it is unusable, in a clause; null otherwise. */
  readonly why: string | null;
}

/** A Bedrock API key, as far as the key itself tells. Never the key. */
export interface ApiKey {
  readonly source: Source;
  /** 'sso-token' and 'other' are no API keys of Bedrock, and are refused. */
  readonly kind: 'long-term' | 'short-term' | 'sso-token' | 'other';
  /** The IAM user of a long-term key. */
  readonly user: string | null;
  readonly account: string | null;
  /** The Region that a short-term key was made for. */
  readonly region: string | null;
  readonly endsAt: number | null;
}

/** What the SDKs would consider here, in their order, and what a client of Bedrock would send. */
export interface CredentialSources {
  readonly sources: readonly CredentialSource[];
  /** The one that wins; null where none is usable. */
  readonly winner: CredentialSource | null;
  /** Clients of Bedrock send it instead of a signature, whatever wins above. */
  readonly apiKey: ApiKey | null;
  /** Sentences: what shadows what, and what to do. */
  readonly notes: readonly string[];
}
