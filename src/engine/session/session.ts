import type { Aws } from '../../core/aws.ts';
import type { Host } from '../../core/host.ts';
import { visibleIn, withoutSecretsIn, withSentences } from '../../core/leaving.ts';
import type { ExitCode, Report } from '../../core/report.ts';
import type { Style } from '../../core/style.ts';
import { UsageError } from '../../core/usage-error.ts';
import { FLEET_REPORTERS } from '../../fleet/report/index.ts';
import { inActions } from '../../host/terminal.ts';
import { type Output, parseFormats } from '../../options/formats.ts';
import { type Flags, type ResolvedOptions, resolveOptions } from '../../options/resolve.ts';
import { checkTogether } from '../../options/together.ts';
import { REPORTERS } from '../../reporters/index.ts';
import { type Resolved, withTargets } from '../report/pasteable.ts';
import { styleOf } from './style.ts';
import { mustBeWritable } from './writable.ts';

/** One run of a command: its options, where it prints, what it examines. */
export interface Session {
  readonly command: string;
  readonly host: Host;
  readonly options: ResolvedOptions;
  readonly startedAt: number;
  readonly quiet: boolean;
  /** `--` stood before the arguments: they are text, whatever they look like. */
  readonly literal: boolean;
  /** Where the result goes, and in which formats. */
  readonly outputs: readonly Output[];
  /** Prints the report in the format asked for, to standard output or `--output`. */
  readonly print: (report: Report) => Promise<void>;
  /** Prints a text that is no report to the same place. */
  readonly show: (text: (style: Style) => string) => Promise<void>;
  /** What a prompt would ask, when it may: true with --yes, a `UsageError` that names the flag where nobody can answer. */
  readonly agree: (question: string, flag: string) => Promise<boolean>;
  /** Stands before every way to AWS that the run opens: lets through what it may ask. Absent: everything. */
  readonly guard?: (aws: Aws) => Aws;
  /** Told when an answer of AWS's turns out long: much is read then, and little kept. */
  readonly onLongAnswer?: () => void;
}
export type Command = (session: Session, args: readonly string[]) => Promise<ExitCode>;

/** A report as it may leave: without secrets, and each command in it with the target it means. */
export const toLeave = (resolved: Resolved, report: Report): Report =>
  withoutSecretsIn(withSentences(report, (sentence) => withTargets(resolved, sentence)));

/** Runs a command in its session: where it is refused, the commands in the sentence mean the session's target. */
export async function runIn(session: Session, run: Command, args: readonly string[]): Promise<ExitCode> {
  try {
    return await run(session, args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    if (WITHOUT_FILES.has(session.command)) throw error;
    throw new UsageError(withTargets(session, error.message));
  }
}

/** A preflight on GitHub Actions annotates the run; everywhere else people read. */
const defaultFormat = (command: string, { env }: Host): string =>
  command === 'preflight' && inActions(env) ? 'github' : 'text';

/** What looks at no account reads no file that says which, and has no target to name. */
const WITHOUT_FILES: ReadonlySet<string> = new Set(['explain', 'help', 'completion', 'demo', 'sandbox', 'mcp']);

/** Reads the options and finds out where to print. Throws a `UsageError`. */
export async function openSession(command: string, flags: Flags, world: Host): Promise<Session> {
  const options = await resolveOptions(flags, world, !WITHOUT_FILES.has(command));
  // Also what is only said on the way names commands.
  const host: Host = WITHOUT_FILES.has(command)
    ? world
    : { ...world, err: (text) => world.err(withTargets({ options, host: world }, text)) };
  checkTogether(command, flags, options);
  const given = options.text('format')?.value ?? defaultFormat(command, host);
  const known = [
    ...Object.keys(command === 'fleet' ? FLEET_REPORTERS : REPORTERS),
    ...(command === 'explain' ? ['cloudformation'] : []),
  ];
  const outputs = parseFormats(given, options.text('output')?.value ?? null, known, (what) =>
    options.wrong('format', what),
  );
  // Now: after a change or a paid call it would be too late to say that its report can be written nowhere.
  for (const { path } of outputs) {
    if (path !== null)
      await mustBeWritable(host, path, options.where(given.includes(`=${path}`) ? 'format' : 'output'));
  }
  const style = styleOf(host, options);
  const put = async (make: (format: string, style: Style) => string | Promise<string>): Promise<void> => {
    const refused: UsageError[] = [];
    for (const { format, path } of outputs) {
      try {
        if (path === null) await host.out(await make(format, style));
        else await host.write(path, await make(format, { ...style, color: false }));
      } catch (error) {
        // What was found is not lost because one of several places cannot be written.
        if (!(error instanceof UsageError)) throw error;
        refused.push(error);
      }
    }
    const [first] = refused;
    if (first) throw first;
  };
  const startedAt = host.now();
  return {
    command,
    host,
    options,
    startedAt,
    quiet: style.quiet,
    literal: flags['literal'] === true,
    outputs,
    print: (report) =>
      put(async (format, as) => {
        const reporter = await REPORTERS[format]?.();
        if (!reporter) throw new Error(`no reporter writes ${format}`);
        const told = WITHOUT_FILES.has(command) ? withoutSecretsIn(report) : toLeave({ options, host }, report);
        return reporter(format === 'json' ? told : visibleIn(told), as);
      }),
    show: (text) => put((_format, as) => text(as)),
    agree: async (question, flag) => {
      if (options.flag('yes')) return true;
      if (!host.mayAsk || !options.flag('input', true)) {
        throw new UsageError(`${question} Nobody can be asked here; pass ${flag} to agree.`);
      }
      return host.confirm(question);
    },
  };
}
