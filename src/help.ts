import { COMMANDS } from './cli/commands.ts';
import { parse } from './cli.ts';

/**
 * What --help prints for a command, or for the program (null); null for a command that is none. The build renders these
 * once, so that help loads no parser.
 */
export function helpOf(command: string | null): string | null {
  let text = '';
  const asked = parse(command === null ? ['--help'] : [command, '--help'], {
    out: (part) => {
      text += part;
    },
    err: () => undefined,
    walks: false,
  });
  return 'exit' in asked && asked.exit === 0 ? text : null;
}

/** The help of the program, under '', and of every command. */
export const allHelp = (): Readonly<Record<string, string>> =>
  Object.fromEntries([null, ...COMMANDS.map(({ name }) => name)].map((name) => [name ?? '', helpOf(name) ?? '']));
