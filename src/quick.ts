import { explainText } from './commands/explain/text.ts';
import type { Session } from './commands/session.ts';
import { styleOf } from './commands/style.ts';
import { isCauseId } from './core/cause.ts';
import type { ExitCode } from './core/report.ts';
import { Interrupted, UsageError } from './core/usage-error.ts';
import { realHost } from './host/host.ts';
import { settle } from './options/resolve.ts';
import { text } from './reporters/text.ts';

/**
 * `explain TEXT` with nothing else on the command line, which people run in a loop: built as one small file that starts
 * in half the time of the whole program. Null where it is not that after all, and the whole program has to look.
 */
export async function explainQuickly(args: readonly string[], err: (text: string) => void): Promise<ExitCode | null> {
  const [word = ''] = args;
  if (args.length === 1 && (isCauseId(word.trim()) || /^[a-z]+(?:[-_ ][a-z]+)*$/i.test(word.trim()))) return null;
  const host = realHost({ color: true, input: true });
  try {
    const options = await settle({}, host);
    if ((options.text('format')?.value ?? 'text') !== 'text' || options.text('output') !== null) return null;
    const style = styleOf(host, options);
    const session: Session = {
      command: 'explain',
      host,
      options,
      startedAt: host.now(),
      quiet: style.quiet,
      literal: false,
      print: (report) => host.out(text(report, style)),
      show: (make) => host.out(make(style)),
      agree: async () => false,
    };
    return await explainText(session, args.join(' '));
  } catch (error) {
    if (error instanceof Interrupted || host.signal.aborted) {
      err('Interrupted.\n');
      return 130;
    }
    if (!(error instanceof UsageError)) throw error;
    err(`${error.message}\n`);
    return 2;
  }
}
