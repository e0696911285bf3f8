import { parse } from './cli.ts';
import type { Command } from './commands/session.ts';
import type { ExitCode } from './core/report.ts';
import { Interrupted, UsageError } from './core/usage-error.ts';

/** Each command is one late import: help and version load none of them. */
const COMMANDS: { readonly [name: string]: () => Promise<{ readonly run: Command }> } = {
  diagnose: () => import('./commands/diagnose.ts'),
  fix: () => import('./commands/fix.ts'),
  verify: () => import('./commands/verify.ts'),
  tail: () => import('./commands/tail.ts'),
  undo: () => import('./commands/undo.ts'),
  explain: () => import('./commands/explain.ts'),
  demo: () => import('./commands/demo.ts'),
  sandbox: () => import('./commands/sandbox.ts'),
};

/** The program: arguments in, exit code out. Catches here, once, what nobody expected. */
export async function main(
  argv: readonly string[],
  out: (text: string) => void,
  err: (text: string) => void,
): Promise<ExitCode> {
  const asked = parse(argv, out, err);
  if ('exit' in asked) return asked.exit;
  const load = COMMANDS[asked.command];
  if (!load) throw new Error(`no module runs ${asked.command}`);
  const { realHost } = await import('./host/host.ts');
  const host = realHost({ color: asked.flags['color'] !== false, input: asked.flags['input'] !== false });
  const debug = asked.flags['debug'] === true;
  try {
    const [{ run }, { openSession }] = await Promise.all([load(), import('./commands/session.ts')]);
    return await run(await openSession(asked.command, asked.flags, host), asked.args);
  } catch (error) {
    if (error instanceof Interrupted || host.signal.aborted) {
      err('Interrupted.\n');
      return 130;
    }
    if (error instanceof UsageError) {
      err(`${error.message}\n`);
      return 2;
    }
    const message = error instanceof Error ? error.message : String(error);
    err(
      debug && error instanceof Error
        ? `${error.stack ?? message}\n`
        : `Something went wrong: ${message} (--debug shows more)\n`,
    );
    return 2;
  }
}
