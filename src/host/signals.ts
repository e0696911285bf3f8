import { writeSync } from 'node:fs';

/** The exit code of an interrupted run: 128 and the number of SIGINT (contract, section 1). */
const INTERRUPTED = 130;

/** To standard error at once, as nothing runs afterwards; nobody may be there to read it. */
function sayNow(words: string): void {
  try {
    writeSync(2, `${words}\n`);
  } catch {
    // The terminal is gone.
  }
}

/** What Ctrl-C and SIGTERM set off. */
export interface Signals {
  readonly signal: AbortSignal;
  /** The one that came, or null. */
  readonly came: () => NodeJS.Signals | null;
  /** What is said when a second signal ends the program; null: nothing. */
  readonly lastWords: (words: string | null) => void;
  /** Gives the signals back to the process. */
  readonly dispose: () => void;
}

/**
 * Listens for Ctrl-C, SIGTERM and the end of the terminal. The second one leaves at once: what was changed is in the
 * journal already, and what must be known of it is said.
 */
export function listenForSignals(process: NodeJS.Process): Signals {
  const controller = new AbortController();
  let came: NodeJS.Signals | null = null;
  let lastWords: string | null = null;
  const listener = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      if (lastWords !== null) sayNow(lastWords);
      process.exit(INTERRUPTED);
    }
    came = name;
    controller.abort();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  process.on('SIGHUP', listener);
  return {
    signal: controller.signal,
    came: () => came,
    lastWords: (words) => {
      lastWords = words;
    },
    dispose: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
      process.off('SIGHUP', listener);
    },
  };
}
