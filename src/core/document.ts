import type { CauseId } from './cause.ts';
import type {
  ReportCell,
  ReportChange,
  ReportCheck,
  ReportRemedy,
  RootCause,
  Seen,
  VerdictWord,
  Verification,
} from './report.ts';

/** A value of the target and, in words, where it came from; null where it is not known. */
export type DocumentValue = { readonly value: string; readonly source: string } | null;

/** What was examined. */
export interface DocumentTarget {
  readonly account: DocumentValue;
  readonly caller: DocumentValue;
  readonly region: DocumentValue;
  readonly stack: DocumentValue;
  readonly function: DocumentValue;
  readonly role: DocumentValue;
  readonly principal: DocumentValue;
  readonly model: DocumentValue;
  readonly logGroup: DocumentValue;
  readonly apiUrl: DocumentValue;
}

/** A cell as the document gives it. */
export type DocumentCell = Omit<ReportCell, 'modelSource'>;

/** What `--format json` prints and the library gives back; schema/report.schema.json is its JSON Schema. */
export interface ReportDocument {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'bedrock-doctor'; readonly version: string };
  readonly command: string;
  /** ISO 8601 with milliseconds, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly apiCalls: number;
  readonly target: DocumentTarget;
  readonly verdict: VerdictWord | null;
  readonly rootCause: RootCause | null;
  /** What would be seen next, most important first. */
  readonly otherCauses: readonly CauseId[];
  /** Gravest first; verdict, causes and target above are the first one's. Empty where of none both principal and model are known. */
  readonly cells: readonly DocumentCell[];
  readonly checks: readonly Omit<ReportCheck, 'model'>[];
  /** Safest first. */
  readonly remedies: readonly ReportRemedy[];
  readonly changes: readonly ReportChange[];
  readonly verification: Verification | null;
  /** Of `explain` only. */
  readonly seen?: readonly Seen[];
  readonly notes: readonly string[];
}
