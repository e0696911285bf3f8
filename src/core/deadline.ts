/** The longest a timer of Node can run, some 24 days: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * A signal that fires with `other`, or after that many milliseconds. Not `AbortSignal.any` over `AbortSignal.timeout`:
 * on Node 20 nothing holds the timeout's signal, and once it is collected as garbage it never fires.
 */
export function deadlineAfter(ms: number, other?: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), Math.min(Math.max(0, ms), LONGEST_MS));
  timer.unref();
  const end = (): void => {
    clearTimeout(timer);
    controller.abort();
  };
  if (other?.aborted === true) end();
  else other?.addEventListener('abort', end, { once: true });
  return controller.signal;
}
