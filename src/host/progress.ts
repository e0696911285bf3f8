import { visible } from '../core/harmless.ts';
import type { Progress } from '../core/host.ts';
import { type SpinnerOptions, startSpinner } from './spinner.ts';

/** Where and how progress is shown. */
export interface ProgressOptions extends SpinnerOptions {
  readonly quiet: boolean;
  /** Whether the line may be drawn over (`mayAnimate`). */
  readonly animate: boolean;
}

const SILENT: Progress = { say: () => undefined, stop: () => undefined };

/** A line that moves on a terminal; elsewhere one plain line per change of words; nothing when quiet. */
export function startProgress(first: string, options: ProgressOptions): Progress {
  const { quiet, animate, stream } = options;
  if (quiet) return SILENT;
  if (animate) {
    const spinner = startSpinner(visible(first), options);
    return { say: (text) => spinner.say(visible(text)), stop: spinner.stop };
  }
  let last = '';
  const say = (text: string): void => {
    if (text !== last) stream.write(`${visible(text)}\n`);
    last = text;
  };
  say(first);
  return { say, stop: () => undefined };
}
