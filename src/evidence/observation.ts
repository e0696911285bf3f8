import type { CauseId } from '../core/cause.ts';
import type { Evidence } from '../core/finding.ts';
import type { EventHistory } from './event.ts';

/** One line of a log. */
export interface Line {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}
/** A log as far as it was read. */
export interface Log {
  readonly group: string;
  readonly exists: boolean;
  /** Oldest first. */
  readonly lines: readonly Line[];
  /** Whether there was more in the window than was read. */
  readonly cut: boolean;
  /** Where what was not read is; null or absent: all lines that can tell of a call were read. */
  readonly unseen?: Unseen | null;
}
/** The part of a window that was not read, both ends in milliseconds since 1970. */
export interface Unseen {
  readonly from: number;
  readonly to: number;
}
/** What a real request was answered. */
export interface Answered {
  readonly at: number;
  readonly model: string;
  readonly status: number | null;
  readonly succeeded: boolean;
  readonly words: string;
  /** The IAM action of the request; absent: the function was asked. */
  readonly action?: string;
}

/** What AWS said to one call of the principal. */
export interface Observation {
  readonly cause: CauseId;
  readonly at: number;
  readonly quote: string;
  readonly waitMinutes: number | null;
  /** The IAM action and resource a denial names. */
  readonly action: string | null;
  readonly resource: string | null;
  /** The model it is about, as it was written; null where nothing tells. */
  readonly model: string | null;
  /** The call it was said to, where a request id tells. */
  readonly request: string | null;
  readonly source: 'log' | 'event' | 'answer';
  readonly evidence: Evidence;
}
/** A call that was served. */
export interface Success {
  readonly at: number;
  readonly model: string | null;
  readonly source: 'log' | 'event' | 'answer';
}
/** A model that a call was made for, whatever came of it. */
export interface Called {
  readonly model: string;
  readonly at: number;
  readonly source: 'log' | 'event' | 'answer';
  readonly evidence: Evidence;
}

/** All that is known of the calls of one principal in the window. */
export interface EvidenceFact {
  /** Oldest first. */
  readonly observations: readonly Observation[];
  /** The newest of each model, oldest first. */
  readonly successes: readonly Success[];
  /** The newest call of each model, oldest first. */
  readonly called: readonly Called[];
  /** Where in the log the lines stand that were not read; null: all that can tell of a call were. */
  readonly unseen: Unseen | null;
  /** Whether a call asked for its answer in pieces, which is an action of its own. */
  readonly streams: boolean;
}

/** The name and account of the principal whose calls count; null where they are not known. */
export interface WhoseCalls {
  readonly name: string;
  readonly arn: string | null;
}

/** What is there to read: each null where it was not read. */
export interface Sources {
  readonly log: Log | null;
  readonly history: EventHistory | null;
  readonly answered: Answered | null;
}

/** What the readers of the sources add to, each in the order in which it reads. */
export interface Found {
  readonly observations: Observation[];
  readonly successes: Success[];
  readonly called: Called[];
}

/** Longest words of AWS that are kept of one answer, in characters. */
export const MOST_QUOTED = 500;
