import { isCauseId } from './causes/catalogue.ts';
import { visibleIn, withoutSecretsIn } from './core/leaving.ts';
import type { ExitCode } from './core/report.ts';
import type { Style } from './core/style.ts';
import { explanationOf, NOTHING_GIVEN } from './engine/explain/explanation.ts';
import { widthFor } from './engine/session/style.ts';
import { type Said, saidIn } from './errors/seen.ts';
import type { QuickHost } from './host/quick-host.ts';
import { colorOn, columnsOf, inActions, unicodeOn } from './host/terminal.ts';
import type { OptionName } from './options/table.ts';
import { variableOf } from './options/variable.ts';
import { explanationLines } from './reporters/text/explanation.ts';
import { printed } from './reporters/text/notes.ts';
import { BARE } from './reporters/text/paint.ts';

/** The options that say what becomes of a text, and how it is printed. */
const DECIDING: readonly OptionName[] = ['format', 'output', 'quiet', 'verbose', 'list', 'config'];

/** Whether a variable sets one of them: the whole program reads those. No config file does. */
const isConfigured = ({ env }: QuickHost): boolean => DECIDING.some((name) => env[variableOf(name)]);

/** What the words on the command line say, or standard input; null when there are none. */
async function saidOf(given: string, { input, stdinIsTerminal }: QuickHost): Promise<Said | null> {
  const fromInput = given === '-' || (given === '' && !stdinIsTerminal());
  if (!fromInput && !given.includes('\n')) return given.trim() === '' ? null : saidIn(given);
  const { readPieces } = await import('./engine/explain/read.ts');
  return readPieces(fromInput ? input() : [given]);
}

/**
 * `explain TEXT` with nothing else on the command line, which people run in a loop: built as one small file that starts
 * in half the time of the whole program. Null where it is not that after all, and the whole program has to look.
 */
export async function explainQuickly(args: readonly string[], host: QuickHost): Promise<ExitCode | null> {
  const [word = ''] = args;
  if (args.length === 1 && (isCauseId(word.trim()) || /^[a-z]+(?:[-_ ][a-z]+)*$/i.test(word.trim()))) return null;
  if (isConfigured(host)) return null;
  const { env, now, out, err, stdoutIsTerminal, columns } = host;
  const startedAt = now();
  const said = await saidOf(args.join(' '), host);
  if (said === null) {
    err(`${NOTHING_GIVEN}\n`);
    return 2;
  }
  const style: Style = {
    color: colorOn(env, stdoutIsTerminal(), true),
    width: widthFor(columnsOf(env, columns())),
    verbose: false,
    quiet: false,
    unicode: unicodeOn(env),
    inActions: inActions(env),
  };
  const paint = style.color ? (await import('./reporters/text/colors.ts')).colors() : BARE;
  const { report, exit } = explanationOf({ command: 'explain', startedAt, host: { now } }, said);
  out(printed(explanationLines(visibleIn(withoutSecretsIn(report)), { style, paint }), style));
  return exit;
}
