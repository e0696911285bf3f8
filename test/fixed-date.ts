/** The moment at which all recorded accounts were recorded. */
export const RECORDED_AT = Date.parse('2026-11-22T12:00:00.000Z');

/** Stops the clock of this process; timers go on. Returns what lets it run again. */
export function stopClock(at = RECORDED_AT): () => void {
  const Running = globalThis.Date;
  class Stopped extends Running {
    constructor(...given: readonly [] | readonly [number | string]) {
      super(given.length === 0 ? at : given[0]);
    }
    static override now(): number {
      return at;
    }
  }
  globalThis.Date = Stopped as unknown as DateConstructor;
  return () => {
    globalThis.Date = Running;
  };
}
