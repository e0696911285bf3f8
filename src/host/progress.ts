import type { Progress } from '../core/host.ts';

/** Where and how progress is shown. */
export interface ProgressOptions {
  readonly quiet: boolean;
  /** Whether the line may be drawn over (`mayAnimate`). */
  readonly animate: boolean;
  readonly color: boolean;
  readonly unicode: boolean;
  readonly stream: NodeJS.WriteStream;
}

const SILENT: Progress = { say: () => undefined, stop: () => undefined };

/** A spinner on a terminal; elsewhere one plain line per change of words; nothing when quiet. */
export async function startProgress(first: string, options: ProgressOptions): Promise<Progress> {
  const { quiet, animate, color, unicode, stream } = options;
  if (quiet) return SILENT;
  if (!animate) {
    let last = '';
    const say = (text: string): void => {
      if (text !== last) stream.write(`${text}\n`);
      last = text;
    };
    say(first);
    return { say, stop: () => undefined };
  }
  // Late: it costs every start 25 ms, and a pipe never needs it.
  const { default: ora } = await import('ora');
  const spinner = ora({
    text: first,
    stream,
    color: color ? 'cyan' : false,
    // Standard input stays in the hands of the prompts, and Ctrl-C stays a signal.
    discardStdin: false,
    ...(unicode ? {} : { spinner: 'line' as const }),
  }).start();
  return {
    say: (text) => {
      spinner.text = text;
    },
    stop: () => {
      spinner.stop();
    },
  };
}
