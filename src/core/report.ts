import type { CauseId, Owner } from './cause.ts';
import type { Acceptance, Evidence, Severity } from './finding.ts';
import type { Json } from './json.ts';
import type { Link } from './link.ts';
import type { Source, Sourced } from './target.ts';

/** The verdict of a run; null for commands that judge nothing (contract, section 7). */
export type VerdictWord = 'healthy' | 'broken' | 'undetermined' | 'pending';

/** Contract, section 1. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 130;

/** The root cause as a report gives it. */
export interface RootCause {
  readonly cause: CauseId;
  readonly title: string;
  readonly owner: Owner;
  readonly basis: 'observed' | 'deduced';
  readonly waitMinutes: number | null;
}

export interface ReportFinding {
  readonly code: string;
  readonly cause: CauseId;
  readonly severity: Severity;
  readonly subject: string;
  readonly message: string;
  readonly evidence: readonly Evidence[];
  /** Of preflight: it counts no more for a while. */
  readonly accepted?: Acceptance;
}
export interface ReportCheck {
  readonly id: string;
  readonly title: string;
  readonly link: Link;
  readonly status: 'pass' | 'fail' | 'unknown' | 'skipped' | 'not-applicable';
  /** For unknown, skipped and not-applicable; unknown names the missing IAM action. */
  readonly reason: string | null;
  readonly findings: readonly ReportFinding[];
  /** Which of the report's cells it is about, by index; absent where it holds for all. */
  readonly cell?: number | readonly number[];
  /** The model it is about, where several were looked at and no cell is listed; for the place of an annotation alone. */
  readonly model?: Sourced<string>;
}

/** One principal × one model in one account and Region: what gets a verdict. */
export interface ReportCell {
  /** ARN of the role or user; null where none was found, as in a stack that does not exist. */
  readonly principal: string | null;
  readonly function: string | null;
  /** Null where it is not known what is called. */
  readonly model: string | null;
  /** Who said that this model is called. */
  readonly modelSource: Source | null;
  readonly account: string | null;
  readonly region: string;
  /** The stack it was found in; null where none was read. */
  readonly stack: string | null;
  readonly verdict: VerdictWord;
  readonly rootCause: RootCause | null;
  readonly otherCauses: readonly CauseId[];
}

/** A fix, as the report offers it. */
export interface ReportRemedy {
  readonly id: string;
  readonly option: 1 | 2 | 3 | null;
  readonly title: string;
  readonly owner: Owner;
  /** The exact command, or null when it is done elsewhere. */
  readonly command: string | null;
  readonly automatic: boolean;
  /** What could go wrong, in a sentence. */
  readonly risk: string;
  /** How long it takes until it works; null where nobody can say. */
  readonly time: string | null;
  /** How it is taken back; null where there is nothing to take back. */
  readonly undo: string | null;
  /** What to do by hand, when it is not automatic. */
  readonly steps: readonly string[];
}

export interface ReportChange {
  readonly id: string;
  readonly setting: string;
  readonly subject: string;
  readonly from: Json;
  readonly to: Json;
  readonly status: 'planned' | 'done' | 'already' | 'stale' | 'failed' | 'undone';
}

export interface Verification {
  readonly attempts: number;
  readonly waitedMs: number;
  readonly via: 'api' | 'lambda' | 'direct' | 'role';
  /** The HTTP status of the last answer; null when there was none. */
  readonly status: number | null;
  readonly poem: string | null;
  /** What the application answered, cut where it is long; the poem where it is one. */
  readonly answer: string | null;
  /** A success inside the window in which calls succeed before the subscription is there. */
  readonly provisional: boolean;
  readonly log: {
    readonly seen: readonly string[];
    readonly missing: readonly string[];
    readonly forbidden: readonly string[];
  };
  readonly cost: {
    readonly inputTokens: number;
    readonly outputTokens: number;
    /** False where AWS counted the tokens. */
    readonly estimated: boolean;
    readonly usd: number | null;
  } | null;
}

/** How often a text shows a cause, and when first and last, as the text gives its times; null where it gives none. */
export interface Seen {
  readonly cause: CauseId;
  readonly count: number;
  readonly first: string | null;
  readonly last: string | null;
}

/** A call to Bedrock that a log, the event history or an answer tells of. */
export interface SeenCall {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** ARN of whoever called. */
  readonly principal: string;
  readonly model: string | null;
  /** Failed: throttled, no capacity, a bad request, and the like. */
  readonly outcome: 'served' | 'refused' | 'failed';
  readonly cause: CauseId | null;
}

/** The calls of a window, oldest first; from and until are ISO 8601, UTC. */
export interface CallsSeen {
  readonly from: string;
  readonly until: string;
  readonly calls: readonly SeenCall[];
}

/** What is being examined, each value with its source; null where unknown. */
export interface ReportTarget {
  readonly account: Sourced<string> | null;
  readonly caller: Sourced<string> | null;
  readonly region: Sourced<string> | null;
  readonly stack: Sourced<string> | null;
  readonly function: Sourced<string> | null;
  /** Null for a user. */
  readonly role: Sourced<string> | null;
  /** ARN of the role or user whose calls are examined. */
  readonly principal: Sourced<string> | null;
  readonly model: Sourced<string> | null;
  readonly logGroup: Sourced<string> | null;
  readonly apiUrl: Sourced<string> | null;
}

/** One run, whatever the command: what every reporter prints. */
export interface Report {
  /** What must be read before anything else, in a sentence; absent where there is no such thing. */
  readonly alert?: string;
  /** Source text to be copied as it is, told after the notes. */
  readonly source?: string;
  readonly command: string;
  /** ISO 8601 with milliseconds, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly apiCalls: number;
  readonly target: ReportTarget;
  readonly verdict: VerdictWord | null;
  readonly rootCause: RootCause | null;
  /** What would be seen next, most important first. */
  readonly otherCauses: readonly CauseId[];
  /**
   * Gravest first; the report's own verdict, causes and target are the first one's. Empty where of none both principal and
   * model are known.
   */
  readonly cells: readonly ReportCell[];
  readonly checks: readonly ReportCheck[];
  /** Safest first. */
  readonly remedies: readonly ReportRemedy[];
  readonly changes: readonly ReportChange[];
  readonly verification: Verification | null;
  /** Of `explain`: every cause a text shows, with how often and from when to when. */
  readonly seen: readonly Seen[];
  /** Calls that were seen, for pictures; absent where none was. */
  readonly calls?: CallsSeen;
  /** The command that makes this report again, with its target; absent where there is none. */
  readonly again?: string;
  /**
   * What people need not read again: 'remedies', where the walk asks about them one by one; 'all-but-changes' after a
   * question that was answered with no, before which everything was shown. Absent: everything is printed.
   */
  readonly leavesOut?: 'remedies' | 'all-but-changes';
  /** Sentences for the reader that belong to no check: what was done, what to do next. */
  readonly notes: readonly string[];
  /** What a change came to: the last line for people, as a success, in the place of the verdict. */
  readonly done?: string;
}

/** An empty report of a command, to be filled in. */
export const EMPTY_TARGET: ReportTarget = {
  account: null,
  caller: null,
  region: null,
  stack: null,
  function: null,
  role: null,
  principal: null,
  model: null,
  logGroup: null,
  apiUrl: null,
};
