import { namesCommand, parse } from './cli.ts';
import type { ExitCode } from './core/report.ts';

/**
 * The program: arguments in, exit code out. Help, version and usage errors load nothing but the command line. Without a
 * command, on a terminal, it is the guided walk.
 */
export async function main(
  argv: readonly string[],
  out: (text: string) => void,
  err: (text: string) => void,
  onTerminal: boolean,
): Promise<ExitCode> {
  const asked = parse(onTerminal && !namesCommand(argv) ? ['walk', ...argv] : argv, out, err);
  if ('exit' in asked) return asked.exit;
  const { execute } = await import('./program.ts');
  return execute(asked, err);
}
