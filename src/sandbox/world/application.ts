import type { Json } from '../../core/json.ts';
import type { Moment } from './iam.ts';

export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
}
/** A change set that waits to be executed. */
export interface ChangeSet {
  readonly name: string;
  readonly id: string;
  readonly createdAt: Moment;
  readonly template: string;
  readonly status: 'CREATE_COMPLETE' | 'FAILED';
  readonly reason: string | null;
  readonly changed: readonly { readonly logicalId: string; readonly physicalId: string }[];
}
/** One line of a stack's history. */
export interface StackEvent {
  readonly logicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | null;
  readonly at: Moment;
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
  readonly changeSets?: readonly ChangeSet[];
  /** Oldest first. */
  readonly events?: readonly StackEvent[];
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
