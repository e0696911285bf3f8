import type { Json } from '../../../core/json.ts';
import type { Input } from '../../operation.ts';
import type { Completion } from './completion.ts';

/** The body of InvokeModel, which every provider has its own form of. */
export interface Format {
  /** What is wrong with a request, in Bedrock's words; null when nothing. */
  readonly problem: (body: Input) => string | null;
  /** Everything that was said to the model. */
  readonly prompt: (body: Input) => string;
  readonly maxTokens: (body: Input) => number;
  readonly answer: (completion: Completion, requestId: string) => Json;
  /** The chunks of a response stream, in order. */
  readonly chunks: (completion: Completion, requestId: string) => readonly Json[];
}

const AGAIN = 'please reformat your input and try again.';
/** Bedrock's words for a key that is missing. */
export const missingKey = (key: string): string =>
  `Malformed input request: #: required key [${key}] not found, ${AGAIN}`;

/** The first key that the provider does not know, in Bedrock's words. */
export function strangeKey(body: Input, known: readonly string[]): string | null {
  const strange = Object.keys(body).find((key) => !known.includes(key));
  return strange === undefined
    ? null
    : `Malformed input request: #: extraneous key [${strange}] is not permitted, ${AGAIN}`;
}
