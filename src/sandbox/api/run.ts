import type { Json } from '../../core/json.ts';
import type { Line } from '../services/logs/event.ts';
import type { World } from '../world.ts';

/** What a run of a function gives back. */
export interface Run {
  readonly world: World;
  /** The HTTP answer of the API. */
  readonly status: number;
  readonly body: Json;
  readonly requestId: string;
  /** Set when the runtime itself failed, as Lambda Invoke reports it. */
  readonly failure: { readonly errorType: string; readonly errorMessage: string } | null;
  readonly lines: readonly Line[];
  /** The HTTP answer's own bytes and type, where it is no JSON document. */
  readonly raw?: { readonly type: string; readonly text: string };
}
