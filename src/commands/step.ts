import type { Host } from '../core/host.ts';
import type { ExitCode } from '../core/report.ts';
import { longFlag, type OptionName } from '../options/table.ts';
import { type Command, openSession } from './session.ts';

/** Flags of a step, by option name, as the command line would have given them. */
export type StepFlags = { readonly [name in OptionName]?: string | boolean };

/** The commands that a longer story is made of. */
const COMMANDS = {
  diagnose: () => import('./diagnose.ts'),
  fix: () => import('./fix.ts'),
  verify: () => import('./verify.ts'),
  undo: () => import('./undo.ts'),
} as const satisfies { readonly [name: string]: () => Promise<{ readonly run: Command }> };
export type StepCommand = keyof typeof COMMANDS;

/** What has to be quoted to stay one word in a POSIX shell: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html */
const quoted = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

/** The step as somebody would type it: 'bedrock-doctor fix --option 3 --yes'. */
export function commandLine(command: StepCommand, flags: StepFlags, args: readonly string[] = []): string {
  const words = (Object.entries(flags) as [OptionName, string | boolean][]).flatMap(([name, value]) => {
    if (value === true) return [longFlag(name)];
    return value === false ? [longFlag(name)] : [longFlag(name), quoted(value)];
  });
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
  return run(await openSession(command, flags, host), args);
}
