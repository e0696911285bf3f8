import type { ExitCode } from './core/report.ts';
import { SDK_VERSION, VERSION } from './core/version.ts';
import { ended } from './ended.ts';
import type { QuickHost } from './host/quick-host.ts';

export { quickHost } from './host/quick-host.ts';

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

/** Version, help and the explanation of a text, which load next to nothing; null for everything else. */
async function atOnce(argv: readonly string[], host: QuickHost): Promise<ExitCode | null> {
  const { out, columns, node } = host;
  if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
    out(`${VERSION}\n`);
    return 0;
  }
  if (isVersionInFull(argv)) {
    out(`${VERSION}\nNode ${node}\nAWS SDK for JavaScript ${SDK_VERSION}\n`);
    return 0;
  }
  const help = helpAsked(argv);
  if (help !== undefined && (columns() ?? HELP_COLUMNS) >= HELP_COLUMNS) {
    const text = (await import('./help.ts')).helpOf(help);
    if (text !== null) {
      out(text);
      return 0;
    }
  }
  const [command, ...words] = argv;
  if (command === 'mcp') return (await import('./mcp.ts')).serveAtOnce(words, host);
  if (command !== 'explain' || words.some((word) => word !== '-' && word.startsWith('-'))) return null;
  return (await import('./quick.ts')).explainQuickly(words, host);
}

/**
 * The program: arguments in, exit code out. What cannot be said at once loads the command line, and then the one
 * command. Without a command, on a terminal, it is the guided walk.
 */
export async function main(argv: readonly string[], host: QuickHost): Promise<ExitCode> {
  const { out, err, asks, open } = host;
  try {
    const exit = await atOnce(argv, host);
    if (exit !== null) return exit;
  } catch (error) {
    return ended(error, err);
  }
  open();
  const { parse } = await import('./cli.ts');
  const asked = parse(argv, { out, err, walks: await asks() });
  if ('exit' in asked) return asked.exit;
  const { execute } = await import('./program.ts');
  return execute(asked, err);
}
