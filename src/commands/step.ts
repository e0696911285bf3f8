import type { Host } from '../core/host.ts';
import type { ExitCode } from '../core/report.ts';
import { type Command, openSession, runIn } from '../engine/session/session.ts';
import { commandWords, quoted } from '../options/command-line.ts';
import type { OptionName } from '../options/table.ts';

/** Flags of a step, by option name, as the command line would have given them. */
export type StepFlags = { readonly [name in OptionName]?: string | boolean };

/** The commands that a longer story is made of. */
const COMMANDS = {
  diagnose: () => import('./diagnose.ts'),
  fix: () => import('./fix.ts'),
  verify: () => import('./verify.ts'),
  undo: () => import('./undo.ts'),
  fleet: () => import('./fleet.ts'),
} as const satisfies { readonly [name: string]: () => Promise<{ readonly run: Command }> };
export type StepCommand = keyof typeof COMMANDS;

/** The step as somebody would type it: 'bedrock-doctor fix --option 3 --yes'. */
export function commandLine(command: StepCommand, flags: StepFlags, args: readonly string[] = []): string {
  const words = commandWords(
    (Object.entries(flags) as [OptionName, string | boolean][]).map(([name, value]) => ({ name, value })),
  );
  return ['bedrock-doctor', command, ...args.map(quoted), ...words].join(' ');
}

/** Runs one command as a step of a longer story, in its own session. Throws what the command throws. */
export async function runStep(
  host: Host,
  command: StepCommand,
  flags: StepFlags,
  args: readonly string[] = [],
): Promise<ExitCode> {
  const { run } = await COMMANDS[command]();
  return runIn(await openSession(command, flags, host), run, args);
}
