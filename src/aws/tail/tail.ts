import { AwsError } from '../error.ts';
import { cursorOf } from './cursor.ts';
import type { LogEvent, LogSource } from './event.ts';
import { type Pace, paceOf } from './pace.ts';
import { classifyError, retryFor, sayError, sayOver, type TailError } from './retry-policy.ts';

export interface TailOptions {
  readonly group: string;
  /** For its quota. */
  readonly region: string;
  readonly source: LogSource;
  /** The same with its credentials read again; null where there is nowhere to read them. */
  readonly renew: () => LogSource | null;
  /** Milliseconds since 1970; nothing older is read. */
  readonly since: number;
  /** How much later than its timestamp an event may become visible without being lost. */
  readonly overlapMs: number;
  /** Whether to go on after the first sweep, and to wait for a group that is not there yet. */
  readonly follow: boolean;
  /** Whether the end has come: then one more sweep of the whole overlap is the last. */
  readonly ending: () => boolean;
  readonly now: () => number;
  /** False when the wait was ended from outside. */
  readonly sleep: (ms: number) => Promise<boolean>;
  /** Told once of what the reader should know. */
  readonly notice: (sentence: string) => void;
  /** Told after each page how many ids are remembered. */
  readonly remembers?: (ids: number) => void;
}

/** A few events, oldest first; `whole` when everything visible has now been read. */
export interface Batch {
  readonly events: readonly LogEvent[];
  readonly whole: boolean;
}

/** The last look is not worth waiting for longer: the reader has said that it is over. */
const LAST_LOOK_MS = 5_000;

/**
 * The events of a group in batches, possibly empty, page by page as they are read: nothing lost and nothing doubled of
 * what becomes visible within the overlap (`cursorOf` says why), through throttles, faults, expired credentials and a
 * group that comes late or is made again. Throws the `AwsError` of what does not pass.
 */
export async function* tail(options: TailOptions): AsyncGenerator<Batch> {
  const { follow, ending, now, sleep } = options;
  const cursor = cursorOf(options);
  const pace = paceOf(options.region);
  const bear = endurance(options, pace);
  let source = options.source;
  let last = false;
  for (;;) {
    last ||= cursor.swept() && ending();
    const startedAt = now();
    const request = cursor.ask(startedAt, last);
    let pause: number;
    try {
      const page = await source(request);
      const events = cursor.take(page);
      bear.worked();
      options.remembers?.(cursor.remembered());
      yield { events, whole: cursor.swept() };
      if (cursor.swept() && (last || !follow)) return;
      pause = pace.answered(now() - startedAt, cursor.swept());
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const failure = classifyError(error, request.token !== null);
      if (failure === 'token' || failure === 'missing') cursor.restart();
      if (failure === 'credentials') {
        const fresh = options.renew();
        if (fresh === null) throw error;
        source = fresh;
      }
      const bearing = bear.failure(failure, error);
      if (bearing === null) return;
      pause = bearing;
      yield { events: [], whole: false };
    }
    if (!(await sleep(pause))) return;
  }
}

/** A group that is made, or credentials that were just read again, are worth a look a second later. */
const SOON_MS = 1_000;

/** Bears a failure for its time, then throws; tells of it when it lasts, and when it is over. */
function endurance({ follow, group, now, notice, ending }: TailOptions, pace: Pace) {
  let since: number | null = null;
  let endingSince: number | null = null;
  let told: TailError | null = null;
  let tries = 0;
  let working = false;
  return {
    worked: (): void => {
      if (told !== null) notice(sayOver(told, group));
      [since, told, tries, working] = [null, null, 0, true];
    },
    /** The pause before the next try, in milliseconds; null when the end has come and there is no group to read. */
    failure: (failure: TailError, error: AwsError): number | null => {
      since ??= now();
      tries += 1;
      const retryMs = retryFor(failure, working, follow);
      const soon = failure === 'missing' || (failure === 'credentials' && tries === 1);
      const usual = soon ? SOON_MS : pace.refused();
      if (now() - since + usual > retryMs) throw error;
      if (ending()) endingSince ??= now();
      const over = endingSince !== null && (now() - endingSince > LAST_LOOK_MS || (failure === 'missing' && !working));
      if (over && failure === 'missing') return null;
      if (over) throw error;
      const pause = endingSince === null ? usual : Math.min(usual, SOON_MS);
      if (told === null && (tries > 1 || failure === 'missing' || failure === 'credentials')) {
        notice(sayError(failure, error, group));
        told = failure;
      }
      return pause;
    },
  };
}
