import type { Ora } from 'ora';
import type { Progress } from '../core/host.ts';

/** What is under way for less than this needs no spinner, whose library takes longer to load than the words to write. */
const SPIN_AFTER_MS = 150;

/** How a line that moves is drawn. */
export interface SpinnerOptions {
  readonly color: boolean;
  readonly unicode: boolean;
  readonly stream: NodeJS.WriteStream;
}

/** One line on a terminal that is drawn over and over: the words at once, the spinner before them when it takes longer. */
export function startSpinner(first: string, { color, unicode, stream }: SpinnerOptions): Progress {
  let words = first;
  let spinner: Ora | null = null;
  let stopped = false;
  const erase = (): void => {
    stream.clearLine(0);
    stream.cursorTo(0);
  };
  const draw = (): void => {
    erase();
    // A line that is broken by the terminal cannot be erased as one.
    stream.write(words.slice(0, Math.max(0, stream.columns - 1)));
  };
  const spin = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (stopped) return;
    erase();
    spinner = ora({
      text: words,
      stream,
      color: color ? 'cyan' : false,
      // Standard input stays in the hands of the prompts, and Ctrl-C stays a signal.
      discardStdin: false,
      ...(unicode ? {} : { spinner: 'line' as const }),
    }).start();
  };
  draw();
  const timer = setTimeout(() => void spin(), SPIN_AFTER_MS);
  return {
    say: (text) => {
      words = text;
      if (spinner === null) draw();
      else spinner.text = text;
    },
    stop: () => {
      if (stopped) return;
      stopped = true;
      clearTimeout(timer);
      if (spinner === null) erase();
      else spinner.stop();
    },
  };
}
