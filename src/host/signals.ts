/** The exit code of an interrupted run: 128 and the number of SIGINT (contract, section 1). */
const INTERRUPTED = 130;

/** What Ctrl-C and SIGTERM set off. */
export interface Signals {
  readonly signal: AbortSignal;
  /** The one that came, or null. */
  readonly came: () => NodeJS.Signals | null;
  /** Gives the signals back to the process. */
  readonly dispose: () => void;
}

/** Listens for Ctrl-C and SIGTERM. The second one leaves at once: what was changed stands in the journal already. */
export function listenForSignals(process: NodeJS.Process): Signals {
  const controller = new AbortController();
  let came: NodeJS.Signals | null = null;
  const listener = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(INTERRUPTED);
    came = name;
    controller.abort();
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    signal: controller.signal,
    came: () => came,
    dispose: () => {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
