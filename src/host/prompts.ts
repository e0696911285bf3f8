import { visible } from '../core/harmless.ts';
import type { Host } from '../core/host.ts';
import { Interrupted } from '../core/usage-error.ts';

/** Names of the errors with which a question ends unanswered: https://github.com/SBoudrias/Inquirer.js#handling-ctrlc-gracefully */
const UNANSWERED: ReadonlySet<string> = new Set(['ExitPromptError', 'AbortPromptError', 'CancelPromptError']);

/** What a terminal has that does not say how wide it is. */
const USUAL_COLUMNS = 80;
/** The mark before a question, and a letter for the cursor after it. */
const MARK_COLUMNS = 4;

/** The three kinds of question, asked on standard error. Each throws `Interrupted` on Ctrl-C and on the signal. */
export function questions(
  input: () => NodeJS.ReadStream,
  output: NodeJS.WriteStream,
  signal: AbortSignal,
): Pick<Host, 'confirm' | 'choose' | 'ask'> {
  // Late: most runs ask nothing.
  const load = () => import('./inquirer.ts');
  const context = () => ({ input: input(), output, signal });
  const answered = async <T>(question: Promise<T>): Promise<T> => {
    try {
      return await question;
    } catch (error) {
      if (error instanceof Error && UNANSWERED.has(error.name)) throw new Interrupted();
      throw error;
    }
  };
  /** A question in lines that end at words: the prompt itself breaks them at the edge. */
  const asked = async (message: string): Promise<string> => {
    const { wrapAnsi } = await load();
    return wrapAnsi(visible(message), (output.columns || USUAL_COLUMNS) - MARK_COLUMNS, { hard: false });
  };
  return {
    // "No" is the answer of somebody who only presses Enter: nothing is changed by accident.
    confirm: async (message) =>
      answered((await load()).confirm({ message: await asked(message), default: false }, context())),
    choose: async (message, choices) =>
      answered(
        (await load()).select(
          {
            message: await asked(message),
            choices: choices.map(({ value, name }) => ({ value, name: visible(name) })),
          },
          context(),
        ),
      ),
    ask: async (message, validate) =>
      answered((await load()).input({ message: await asked(message), validate }, context())),
  };
}
