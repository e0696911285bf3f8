import type { Fact } from '../core/fact.ts';
import type { Json } from '../core/json.ts';
import type { Target } from '../core/target.ts';

/** A cell beside the first one: what it read otherwise than that one. */
export interface FactsCell {
  readonly target: Target;
  /** By probe id; null: what the first cell has of it is not this one's. */
  readonly facts: { readonly [probeId: string]: Fact<Json> | null };
}

/** What one diagnosis read, and what it takes to judge it again without AWS. */
export interface FactsFile {
  readonly schema: 1;
  /** Name and version of the tool that wrote it: 'bedrock-doctor 0.1.0'. */
  readonly tool: string;
  /** ISO 8601; the moment that ages and days left are counted from. */
  readonly recordedAt: string;
  /** Whether account ids, names and application text were replaced. */
  readonly redacted: boolean;
  /** How many requests AWS answered, so that a replay's report says the same. */
  readonly apiCalls: number;
  /** Ids of the checks that were asked for by --only and --skip; null when all were. */
  readonly checks: readonly string[] | null;
  readonly target: Target;
  /** By probe id, in alphabetical order. */
  readonly facts: { readonly [probeId: string]: Fact<Json> };
  /** The other cells of the run, gravest first; absent where there is one. */
  readonly cells?: readonly FactsCell[];
  /** What the reader was told of how the cells were found; absent in files of older versions. */
  readonly notes?: readonly string[];
}
