import type { CauseId } from './cause.ts';

/** One event of a log, taken apart for people. */
export interface LogEntry {
  /** Milliseconds since 1970, by the writer's clock. */
  readonly timestamp: number;
  readonly stream: string;
  readonly id: string;
  /** What was written, as it was written. */
  readonly message: string;
  readonly requestId: string | null;
  /** 'INFO', 'ERROR' and the like, where the event says so. */
  readonly level: string | null;
  /** The message without its time, request id and level. */
  readonly words: string;
  /** What AWS's words in it mean, where they are known. */
  readonly explained: {
    readonly cause: CauseId;
    readonly title: string;
    /** The N of "try again after N minutes". */
    readonly waitMinutes: number | null;
  } | null;
}
