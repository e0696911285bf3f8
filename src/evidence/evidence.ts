import type { OpenDialect } from '../core/dialect.ts';
import type { Called, EvidenceFact, Log, Observation, Sources, Success, Unseen, WhoseCalls } from './observation.ts';
import { refusalIn } from './read-answer.ts';
import { readEvent } from './read-event.ts';
import { readLog } from './read-log.ts';
import { isCallerOf } from './whose.ts';

/** InvokeModelWithResponseStream and ConverseStream. */
const STREAMING = /Stream$/;

/** Everything that log, event history and a probe's answer tell of one principal's calls. Pure. */
export function collectEvidence(sources: Sources, dialect: OpenDialect, who: WhoseCalls | null): EvidenceFact {
  const { log, history, answered } = sources;
  const observations: Observation[] = [];
  const successes: Success[] = [];
  const called: Called[] = [];
  if (log !== null) readLog(log, dialect, who, { observations, successes, called });
  // A call that the log tells of is not counted again: its event is the same call.
  for (const event of history?.events ?? []) readEvent(event, who, { observations, successes, called });
  if (answered !== null) {
    // The log was read after the probe was answered; where its lines seem newer, AWS's clock is ahead of this machine's.
    const at = Math.max(answered.at, log?.lines.at(-1)?.at ?? 0);
    if (answered.succeeded) successes.push({ at, model: answered.model, source: 'answer' });
    else observations.push(refusalIn(answered, at));
  }
  const byTime = <T extends { readonly at: number }>(all: T[]): T[] => all.sort((a, b) => a.at - b.at);
  return {
    observations: byTime(observations),
    successes: newestOf(byTime(successes), ({ model }) => model ?? ''),
    called: newestOf(byTime(called), ({ model }) => model),
    unseen: unseenIn(log),
    streams:
      (history?.events ?? []).some(
        ({ eventName, principalArn }) =>
          STREAMING.test(eventName) && (who === null || (principalArn !== null && isCallerOf(principalArn, who))),
      ) || observations.some(({ action }) => action !== null && STREAMING.test(action)),
  };
}

/** A file of an older version says only that a log was cut: then what was not read may stand anywhere. */
const unseenIn = (log: Log | null): Unseen | null =>
  log === null
    ? null
    : log.unseen === undefined && log.cut
      ? { from: 0, to: Number.MAX_SAFE_INTEGER }
      : (log.unseen ?? null);

/** The last of each kind, in order. */
function newestOf<T>(ordered: readonly T[], kind: (one: T) => string): readonly T[] {
  const last = new Map<string, T>();
  for (const one of ordered) {
    last.delete(kind(one));
    last.set(kind(one), one);
  }
  return [...last.values()];
}
