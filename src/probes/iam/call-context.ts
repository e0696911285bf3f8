import type { FunctionFact } from '../lambda/function.ts';
import type { Question } from './questions.ts';

type Context = { readonly [key: string]: string | readonly string[] };

/** Whatever runs as the principal calls over TLS, and is no AWS service. */
const OF_ANYBODY: Context = { 'aws:SecureTransport': 'true', 'aws:PrincipalIsAWSService': 'false' };
/**
 * What is known of every call of a function by its role: it comes from no federation, with no second factor.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const OF_A_FUNCTION: Context = {
  'aws:MultiFactorAuthPresent': [],
  'aws:MultiFactorAuthAge': [],
  'aws:FederatedProvider': [],
  'aws:SourceIdentity': [],
  'aws:SourceArn': [],
  'aws:SourceAccount': [],
};
/** An invocation is the function's own call; the subscription is made by Bedrock in its name. */
const DIRECT: Context = {
  'aws:ViaAWSService': 'false',
  'aws:CalledVia': [],
  'aws:CalledViaFirst': [],
  'aws:CalledViaLast': [],
};
const THROUGH_BEDROCK: Context = { 'aws:ViaAWSService': 'true' };
/** The key tells a call through a profile from one by the bare id. */
const BARE: Context = { 'bedrock:InferenceProfileArn': [] };
/** A function outside a VPC calls through no endpoint. */
const OUTSIDE_A_VPC: Context = { 'aws:SourceVpc': [], 'aws:SourceVpce': [], 'aws:VpcSourceIp': [] };

/** Who calls, as far as it is known. */
export interface KnownCaller {
  /** Null where no function is known to call. */
  readonly fn: FunctionFact | null;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** The moment of the call, in milliseconds since 1970: now. */
  readonly now: number;
}

/**
 * The context of the call a question is about. `endpoint`: the VPC endpoint by which the calls come, null for none, undefined
 * where nothing tells. An empty list is a key the call does not have; any other key is unknown.
 */
export const callContext = (
  { purpose, kind, context }: Question,
  { fn, tags, now }: KnownCaller,
  endpoint?: string | null,
): Context => ({
  ...OF_ANYBODY,
  ...(fn === null ? {} : OF_A_FUNCTION),
  ...(purpose === 'subscribe' ? THROUGH_BEDROCK : DIRECT),
  ...(kind === 'model' ? BARE : {}),
  ...((fn !== null && !fn.inVpc) || endpoint === null ? OUTSIDE_A_VPC : {}),
  ...(typeof endpoint === 'string' ? { 'aws:SourceVpce': endpoint } : {}),
  ...Object.fromEntries(tags.map(({ key, value }) => [`aws:PrincipalTag/${key}`, value])),
  'aws:CurrentTime': new Date(now).toISOString(),
  'aws:EpochTime': String(Math.floor(now / 1_000)),
  ...context,
});
