import { parse } from './cli.ts';
import type { ExitCode } from './core/report.ts';

/** The program: arguments in, exit code out. Help, version and usage errors load nothing but the command line. */
export async function main(
  argv: readonly string[],
  out: (text: string) => void,
  err: (text: string) => void,
): Promise<ExitCode> {
  const asked = parse(argv, out, err);
  if ('exit' in asked) return asked.exit;
  const { execute } = await import('./program.ts');
  return execute(asked, err);
}
