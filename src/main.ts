import type { ExitCode } from './core/report.ts';
import { SDK_VERSION, VERSION } from './core/version.ts';

/** What the process gives the program. */
export interface Process {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether there is somebody at a terminal to ask. */
  readonly asks: boolean;
  /** Columns of standard output, when it is a terminal. */
  readonly columns: number | undefined;
  /** Node's version and what it runs on. */
  readonly node: string;
}

/** The width the build renders help for; narrower terminals have theirs wrapped anew. */
const HELP_COLUMNS = 80;

/** What to say in a report of a fault: the version with what is below it. */
const isVersionInFull = (argv: readonly string[]): boolean =>
  argv.length === 2 && /^(-V|--version)$/.test(argv[0] ?? '') && /^(-v|--verbose)$/.test(argv[1] ?? '');

const isHelp = (word: string | undefined): boolean => word === '-h' || word === '--help';

/** The command whose help is asked for and nothing else; null for the program's own, undefined when it is no such call. */
function helpAsked(argv: readonly string[]): string | null | undefined {
  const [first, second] = argv;
  if (argv.length === 1 && (isHelp(first) || first === 'help')) return null;
  if (argv.length === 2 && first === 'help') return second;
  return argv.length === 2 && isHelp(second) && first !== undefined && !first.startsWith('-') ? first : undefined;
}

/**
 * The program: arguments in, exit code out. Version, help and the explanation of a text load next to nothing; everything
 * else loads the command line, and then the one command. Without a command, on a terminal, it is the guided walk.
 */
export async function main(argv: readonly string[], process: Process): Promise<ExitCode> {
  const { out, err, asks, columns, node } = process;
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    out(`${VERSION}\n`);
    return 0;
  }
  if (isVersionInFull(argv)) {
    out(`${VERSION}\nNode ${node}\nAWS SDK for JavaScript ${SDK_VERSION}\n`);
    return 0;
  }
  const help = helpAsked(argv);
  if (help !== undefined && (columns ?? HELP_COLUMNS) >= HELP_COLUMNS) {
    const text = (await import('./help.ts')).helpOf(help);
    if (text !== null) {
      out(text);
      return 0;
    }
  }
  if (argv[0] === 'explain' && argv.slice(1).every((word) => word === '-' || !word.startsWith('-'))) {
    const exit = await (await import('./quick.ts')).explainQuickly(argv.slice(1), err);
    if (exit !== null) return exit;
  }
  const { namesCommand, parse } = await import('./cli.ts');
  const asked = parse(asks && !namesCommand(argv) ? ['walk', ...argv] : argv, out, err);
  if ('exit' in asked) return asked.exit;
  const { execute } = await import('./program.ts');
  return execute(asked, err);
}
