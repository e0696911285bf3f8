import { harmless } from '../../core/harmless.ts';
import type { Host, Progress } from '../../core/host.ts';
import { saySeconds } from '../../options/duration.ts';
import type { Answer } from '../../verification/answer.ts';
import type { Seen } from '../../verification/expectations.ts';
import type { Told } from '../../verification/wait.ts';

/** What is said of a wait while it lasts. */
export interface Display {
  readonly tell: (told: Told) => void;
  /** Waits; on a terminal the next try is counted down meanwhile. */
  readonly sleep: (ms: number) => Promise<boolean>;
  readonly lines: (seen: Seen) => void;
  readonly stop: () => void;
}

/** Longer answers are cut: the report has them whole. */
const MOST_WORDS = 200;
/** Room for the spinner. */
const SPINNER = 3;
/** A clock on the screen moves once a second. */
const TICK_MS = 1_000;

const short = (words: string, most: number): string => {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, Math.max(0, most - 3))}...`;
};

const wordsOf = (last: Answer, awaited: string): string => {
  if (last.kind === 'poem') return `${awaited} came, the agreement is not there yet`;
  const hint = last.waitMinutes === null ? '' : ` (AWS expects ${last.waitMinutes} min)`;
  return `${last.cause}${hint}: ${harmless(last.logged ?? last.words)}`;
};

/** On a terminal one line that changes: what is waited for, elapsed, tries, last answer, next try, deadline. Elsewhere one line per change of the answer. */
export function startDisplay(host: Host, first: string, quiet: boolean, awaited = 'an answer'): Display {
  const progress: Progress = host.progress(first, quiet);
  const live = host.stderrIsTerminal;
  let line: ((leftMs: number, passedMs: number) => string) | null = null;
  let said = '';
  return {
    tell: ({ attempts, elapsedMs, last, pauseMs, deadlineMs }) => {
      const words = wordsOf(last, awaited);
      line = (leftMs, passedMs) => {
        const passed = elapsedMs + passedMs;
        const times = `Waiting for ${awaited}, ${saySeconds(passed)} of ${saySeconds(deadlineMs)}, try ${attempts}, next in ${saySeconds(leftMs)}; last answer: `;
        return `${times}${short(words, live ? host.columns - times.length - SPINNER : MOST_WORDS)}`;
      };
      if (live || words !== said) progress.say(line(pauseMs, 0));
      said = words;
    },
    sleep: async (ms) => {
      if (!live || line === null) return host.sleep(ms);
      for (let left = ms; left > 0; left -= TICK_MS) {
        progress.say(line(left, ms - left));
        if (!(await host.sleep(Math.min(left, TICK_MS)))) return false;
      }
      return true;
    },
    lines: ({ seen, missing }) => {
      if (seen.length + missing.length === 0) return progress.say('Reading the log lines of the request');
      const [next] = missing;
      const rest = next === undefined ? '' : `; waiting for ${next}`;
      progress.say(`The log: ${seen.length} of ${seen.length + missing.length} expected lines seen${harmless(rest)}`);
    },
    stop: progress.stop,
  };
}
