import type { CauseId } from '../../core/cause.ts';
import type { DocumentValue } from '../../core/document.ts';
import { escaped } from '../../core/harmless.ts';

/** One caller, as the document gives it (contract, section 8). */
export interface DocumentCaller {
  readonly principal: string;
  readonly application: string | null;
  readonly models: readonly string[];
  readonly served: number;
  readonly refused: number;
  readonly lastRefusal: {
    /** ISO 8601 with milliseconds, UTC. */
    readonly at: string;
    readonly cause: CauseId | null;
    readonly quote: string;
  } | null;
  /** The command that diagnoses it; null where nobody but the principal itself can be examined. */
  readonly command: string | null;
}

/** What `callers --format json` prints; schema/callers.schema.json is its JSON Schema. */
export interface CallersDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'bedrock-doctor'; readonly version: string };
  readonly command: 'callers';
  readonly startedAt: string;
  readonly durationMs: number;
  readonly apiCalls: number;
  readonly target: {
    readonly account: DocumentValue;
    readonly caller: DocumentValue;
    readonly region: DocumentValue;
  };
  readonly verdict: null;
  /** What of the event history was read. */
  readonly history: {
    /** ISO 8601; the window asked for. */
    readonly from: string;
    readonly until: string;
    /** Calls to Bedrock in it. */
    readonly events: number;
    /** Whether all of it was read. */
    readonly complete: boolean;
    /** ISO 8601 of the newest call of anybody; null when there is none. */
    readonly newestAt: string | null;
  };
  /** Worst first. */
  readonly callers: readonly DocumentCaller[];
  /** The IAM action that is missing, where the history may not be read. */
  readonly missing: string | null;
  readonly notes: readonly string[];
}

/** The document as JSON text in which nothing can move a terminal's cursor. */
export const callersJson = (document: CallersDocument): string => `${escaped(JSON.stringify(document, null, 2))}\n`;
