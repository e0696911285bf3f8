import type { Json } from '../../../core/json.ts';
import type { Fault } from '../../operation.ts';
import type { Model, World } from '../../world.ts';

/** One call of a model, by whoever. */
export interface Invocation {
  readonly principal: string;
  /** A model id, a profile id, or the ARN of either. */
  readonly modelId: string;
  readonly streaming: boolean;
  readonly region: string;
  /** ARN or id of the guardrail to apply, or null. */
  readonly guardrail: string | null;
  /** The policy of the VPC endpoint the call came through, or null. */
  readonly endpointPolicy: Json | null;
  /** The API's name of the call: 'Converse'. */
  readonly operation: string;
  readonly requestId: string;
  readonly userAgent: string;
  readonly accessKeyId: string;
  readonly sessionPolicies: readonly Json[];
}

/** The model that may answer, or the error; either way with the world after it. */
export type Invoked =
  | { readonly world: World; readonly model: Model }
  | { readonly world: World; readonly fault: Fault };
