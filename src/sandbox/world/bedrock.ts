import type { Moment } from './iam.ts';

/** Where a model is in its life; null where AWS has announced no date. */
export interface Lifecycle {
  readonly status: 'ACTIVE' | 'LEGACY';
  readonly startOfLife: Moment | null;
  readonly legacy: Moment | null;
  readonly extendedAccess: Moment | null;
  readonly endOfLife: Moment | null;
}
export interface Model {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly regions: readonly string[];
  readonly inferenceTypes: readonly string[];
  readonly streaming: boolean;
  readonly lifecycle: Lifecycle;
  /** Regions in which the model's life takes another course; AWS ends models Region by Region. */
  readonly lifecycleIn: { readonly [region: string]: Lifecycle };
  /** The AWS Marketplace product, or null for a model that needs no subscription. */
  readonly productId: string | null;
  /** US dollars a million tokens. */
  readonly price: { readonly input: number; readonly output: number };
  /** What it makes; text out of text where absent. */
  readonly kind?: 'chat' | 'embeddings' | 'rerank' | 'image' | 'video';
}
export interface InferenceProfile {
  readonly id: string;
  readonly name: string;
  readonly type: 'SYSTEM_DEFINED' | 'APPLICATION';
  /** Regions it can be called from. */
  readonly regions: readonly string[];
  /** The models behind it, one a destination Region; a global profile has one ARN without a Region. */
  readonly modelArns: readonly string[];
}

/** The account's agreement with a model's provider. */
export interface Agreement {
  readonly status: 'PENDING' | 'AVAILABLE' | 'ERROR';
  readonly errorMessage: string | null;
  readonly startedAt: Moment;
  /** When PENDING turns into the next status by itself. */
  readonly settlesAt: Moment | null;
  readonly settlesAs: 'AVAILABLE' | 'ERROR';
  /** Begun by an invocation, whose calls succeed while it is set up; not by CreateFoundationModelAgreement. */
  readonly background: boolean;
}

/** Everything about Bedrock that an account can have wrong. */
export interface Bedrock {
  readonly models: readonly Model[];
  readonly profiles: readonly InferenceProfile[];
  /** By base model id. */
  readonly agreements: { readonly [modelId: string]: Agreement };
  /** By base model id: the moment of the first invocation, which opens the window in which calls succeed anyway. */
  readonly firstInvokedAt: { readonly [modelId: string]: Moment };
  /** The use-case form's JSON text, and when the runtime starts to know it. */
  readonly form: { readonly data: string; readonly effectiveAt: Moment } | null;
  /** Regions of the world that do not offer Bedrock. */
  readonly unsupportedRegions: readonly string[];
  /** What the runtime answers whatever the policies say: 'gated', 'restricted', 'payment', 'legacy-locked', ... */
  readonly gate: string | null;
  readonly dataRetention: string;
  /** Guardrails that the organization enforces: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-enforcements.html */
  readonly enforcedGuardrails?: readonly { readonly arn: string; readonly version: string; readonly usable: boolean }[];
  /** Guardrails by ARN, each with the customer's KMS key that encrypts it, or none. */
  readonly guardrails: { readonly [arn: string]: { readonly kmsKeyArn: string | null } };
  /** The next this many invocations fail with the fault named. */
  readonly faults: readonly { readonly fault: string; readonly times: number }[];
}
