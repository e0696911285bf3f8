import type { Json } from '../core/json.ts';
import type { LambdaFunction, LogGroup, Stack } from './world/application.ts';
import type { Bedrock } from './world/bedrock.ts';
import type { AccessKey, ApiKey, Group, ManagedPolicy, Moment, Role, User } from './world/iam.ts';
import type { Organization, TrailEvent } from './world/organization.ts';

export type * from './world/application.ts';
export type * from './world/bedrock.ts';
export type * from './world/iam.ts';
export type * from './world/organization.ts';

/** The knobs of time: how slowly grants, subscriptions and log lines become visible. */
export interface Delays {
  /** How long after a policy is written the replicas see it, in ms, one number a replica. */
  readonly iamMs: readonly number[];
  /** How long a subscription stays PENDING. */
  readonly subscriptionMs: number;
  /** How long after the form is sent the runtime takes it. */
  readonly formMs: number;
  /** Log lines become visible this late, evenly spread between the two, in ms. */
  readonly logMs: readonly [number, number];
  /** How long calls succeed after a first invocation without a subscription. */
  readonly graceMs: number;
  /** Events become visible in CloudTrail's history this late, in ms. */
  readonly trailMs: readonly [number, number];
}

/** One whole AWS account, as JSON. Operations take it and return the next one. */
export interface World {
  /** Where the sandbox serves it: 'http://127.0.0.1:4566'. */
  readonly baseUrl: string;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly keys: { readonly [accessKeyId: string]: AccessKey };
  readonly roles: { readonly [name: string]: Role };
  readonly users: { readonly [name: string]: User };
  readonly groups: { readonly [name: string]: Group };
  /** Bedrock API keys by their text. */
  readonly apiKeys: { readonly [token: string]: ApiKey };
  readonly alias: string | null;
  readonly organization: Organization | null;
  /** CloudTrail's event history, in the order in which calls came. */
  readonly events: readonly TrailEvent[];
  /** When LookupEvents was last asked, newest last: at most two calls a second. */
  readonly lookups: readonly Moment[];
  readonly policies: { readonly [arn: string]: ManagedPolicy };
  /** Service control policies on the account; every one must allow. */
  readonly scps: readonly { readonly arn: string; readonly document: Json }[];
  readonly rcps: readonly { readonly arn: string; readonly document: Json }[];
  readonly stacks: { readonly [name: string]: Stack };
  readonly functions: { readonly [name: string]: LambdaFunction };
  readonly logGroups: { readonly [name: string]: LogGroup };
  readonly bedrock: Bedrock;
  readonly quotas: readonly {
    readonly code: string;
    readonly name: string;
    readonly value: number;
    readonly adjustable: boolean;
  }[];
  readonly delays: Delays;
  /** Actions that answer ThrottlingException the next n times. */
  readonly throttles: { readonly [action: string]: number };
  /** Whether the API has no such path, as after a half-finished deployment. */
  readonly apiBroken: boolean;
  /** How far AWS's clock is ahead of the machine's, in ms. */
  readonly clockSkewMs: number;
  /** Counts calls; picks the answering replica and makes ids, so that a run can be repeated. */
  readonly serial: number;
}
