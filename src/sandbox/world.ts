import type { Json } from '../core/json.ts';

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

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}
export interface Stack {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly createdAt: Moment;
  readonly parameters: { readonly [key: string]: string };
  readonly outputs: { readonly [key: string]: { readonly value: string; readonly description: string } };
  readonly resources: readonly StackResource[];
  /** The template's text, JSON or YAML, as it was deployed. */
  readonly template: string;
  /** What a transform made of it, as JSON; absent where there is none, or it does not matter. */
  readonly processed?: string;
}

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: { readonly [name: string]: string };
  readonly logGroup: string;
  readonly logFormat: 'Text' | 'JSON';
  readonly vpcSubnetIds: readonly string[];
  readonly lastModified: Moment;
  /** How the built-in PoetryFunction behaves: well, or with a fault of its own. */
  readonly behavior: 'poetry' | 'throws' | 'times-out' | 'import-error' | 'bad-request';
  /** Whether the function asks for a response stream, and whether it hides why Bedrock refused. */
  readonly streams: boolean;
  readonly quiet: boolean;
  /** The policy of the VPC endpoint its calls to Bedrock go through, or none. */
  readonly vpcEndpointPolicy: Json | null;
  /** ARN of the guardrail that its calls apply, or none. */
  readonly guardrail: string | null;
  /** What the function is where it is not the guide's. */
  readonly application?: Application;
  readonly tags?: { readonly [key: string]: string };
}

/** One call that an application makes for each of its requests. */
export interface ModelCall {
  /** A model or profile id; for 'retrieve' the id of a knowledge base. */
  readonly modelId: string;
  readonly use: 'chat' | 'embeddings' | 'rerank' | 'image' | 'retrieve';
  /** By Converse or InvokeModel, by Bedrock's OpenAI-compatible endpoint, or by the agents' runtime. */
  readonly api: 'converse' | 'invoke' | 'mantle' | 'agent';
  readonly streaming?: boolean;
}

/** An application whose behavior is data: what it calls, how it answers, what it writes into its log. */
export interface Application {
  readonly calls: readonly ModelCall[];
  /**
   * json: 200 with a JSON body; accepted: 202 at once, the work is done afterwards; events: server-sent events; page: HTML;
   * plain: text; encoded: a proxy answer with base64; quiet: 200 with an error inside.
   */
  readonly answers: 'json' | 'accepted' | 'events' | 'page' | 'plain' | 'encoded' | 'quiet';
  /** Where it is reached over HTTP, or null: only by Lambda Invoke, or by nobody (a queue). */
  readonly http: { readonly kind: 'rest' | 'http' | 'function-url'; readonly path: string } | null;
  /** Members of the request without which it answers 400, as applications do. */
  readonly needs: readonly string[];
  /** How its log begins a line: '[rag]'. */
  readonly prefix: string;
}

export interface LogEvent {
  readonly id: string;
  readonly stream: string;
  readonly timestamp: Moment;
  readonly ingestionTime: Moment;
  /** When FilterLogEvents starts to show it: ingestion is late and out of order. */
  readonly visibleAt: Moment;
  readonly message: string;
}
export interface LogGroup {
  readonly name: string;
  readonly class: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY';
  readonly createdAt: Moment;
  /** Streams by name; one that only events name exists too. */
  readonly streams: { readonly [name: string]: { readonly createdAt: Moment } };
  readonly events: readonly LogEvent[];
}

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
