/** One line of a log group. */
export interface LogEvent {
  readonly id: string;
  readonly stream: string;
  /** Milliseconds since 1970, by the writer's clock, which may be wrong. */
  readonly timestamp: number;
  readonly message: string;
}

/** What to read next: everything from a moment on, or the page a token names. */
export interface PageRequest {
  /** Milliseconds since 1970, inclusive. */
  readonly startTime: number;
  readonly token: string | null;
}

/** A page of events. It may be empty and still have a token. */
export interface Page {
  readonly events: readonly LogEvent[];
  /** Null at the end of what is asked for. */
  readonly token: string | null;
}

/** Reads one page of one group. Rejects with an `AwsError`. */
export type LogSource = (request: PageRequest) => Promise<Page>;
