import type { Invocation } from './cli.ts';
import type { ExitCode } from './core/report.ts';
import { Interrupted } from './core/usage-error.ts';
import { ended } from './ended.ts';
import type { Command } from './engine/session/session.ts';
import { openSession, runIn } from './engine/session/session.ts';
import { realHost } from './host/host.ts';

/** The module of each command of `cli/commands.ts`, each a late import; a test holds one list to the other. */
export const MODULES: { readonly [name: string]: () => Promise<{ readonly run: Command }> } = {
  diagnose: () => import('./commands/diagnose.ts'),
  callers: () => import('./commands/callers.ts'),
  fix: () => import('./commands/fix.ts'),
  preflight: () => import('./commands/preflight.ts'),
  verify: () => import('./commands/verify.ts'),
  tail: () => import('./commands/tail.ts'),
  undo: () => import('./commands/undo.ts'),
  explain: () => import('./commands/explain.ts'),
  fleet: () => import('./commands/fleet.ts'),
  mcp: () => import('./commands/mcp.ts'),
  demo: () => import('./commands/demo.ts'),
  sandbox: () => import('./commands/sandbox.ts'),
  walk: () => import('./commands/walk.ts'),
  completion: () => import('./commands/completion.ts'),
  help: () => import('./commands/help.ts'),
  __complete: () => import('./commands/complete.ts'),
};

/** Commands that print nothing of a run that was broken off, and change nothing. */
const ONLY_LOOK: ReadonlySet<string> = new Set(['diagnose', 'preflight', 'callers']);

/** Runs one command in the real world. Catches here, once, what nobody expected. */
export async function execute({ command, args, flags }: Invocation, err: (text: string) => void): Promise<ExitCode> {
  const load = MODULES[command];
  if (!load) throw new Error(`no module runs ${command}`);
  const host = realHost({ color: flags['color'] !== false, input: flags['input'] !== false });
  try {
    const { run } = await load();
    const exit = await runIn(await openSession(command, flags, host), run, args);
    if (exit === 130 && host.signal.aborted && ONLY_LOOK.has(command)) {
      err(`Interrupted: ${command} was stopped before it had looked at everything; nothing was changed.\n`);
    }
    return exit;
  } catch (error) {
    return ended(host.signal.aborted ? new Interrupted() : error, err, flags['debug'] === true);
  }
}
