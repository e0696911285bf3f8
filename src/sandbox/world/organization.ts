import type { Json } from '../../core/json.ts';
import type { Moment } from './iam.ts';

/** One event of CloudTrail's history. */
export interface TrailEvent {
  readonly id: string;
  readonly at: Moment;
  /** When LookupEvents begins to show it. */
  readonly visibleAt: Moment;
  readonly region: string;
  readonly source: string;
  readonly name: string;
  readonly username: string;
  readonly accessKeyId: string;
  readonly readOnly: boolean;
  /** The record itself: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
  readonly record: { readonly [key: string]: Json };
}

/** An organization, seen from one account. Its accounts are a function of their number: none is kept. */
export interface Organization {
  readonly id: string;
  readonly managementAccount: string;
  /** How many accounts it has, the management account among them. */
  readonly accounts: number;
  readonly seed: number;
  /** The effective policy of type BEDROCK_POLICY, or none. */
  readonly bedrockPolicy: Json | null;
}
