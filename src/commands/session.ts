import type { Host } from '../core/host.ts';
import { EMPTY_TARGET, type ExitCode, type Report, type Style } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { type Flags, type Settled, settle } from '../options/resolve.ts';
import { REPORTERS } from '../reporters/index.ts';

/** One run of a command: its options, where it prints, what it examines. */
export interface Session {
  readonly command: string;
  readonly host: Host;
  readonly options: Settled;
  readonly startedAt: number;
  readonly quiet: boolean;
  /** `--` stood before the arguments: they are text, whatever they look like. */
  readonly literal: boolean;
  /** Prints the report in the format asked for, to standard output or `--output`. */
  readonly print: (report: Report) => Promise<void>;
  /** Prints a text that is no report to the same place. */
  readonly show: (text: (style: Style) => string) => Promise<void>;
  /** What a prompt would ask, when it may: true with --yes, a `UsageError` that names the flag where nobody can answer. */
  readonly agree: (question: string, flag: string) => Promise<boolean>;
}
export type Command = (session: Session, args: readonly string[]) => Promise<ExitCode>;

/** Reads the options and finds out where to print. Throws a `UsageError`. */
export async function openSession(command: string, flags: Flags, host: Host): Promise<Session> {
  const options = await settle(flags, host);
  const format = options.text('format')?.value ?? 'text';
  const reporter = REPORTERS[format];
  if (!reporter) {
    throw new UsageError(`--format ${format} is not known; it must be one of ${Object.keys(REPORTERS).join(', ')}.`);
  }
  const output = options.text('output')?.value ?? null;
  const quiet = options.flag('quiet');
  const style: Style = {
    color: output === null && host.colorOut,
    width: Math.min(Math.max(host.columns, 40), 120),
    verbose: options.flag('verbose'),
    quiet,
    unicode: host.unicode,
  };
  const put = (text: string): Promise<void> => (output === null ? host.out(text) : host.write(output, text));
  const startedAt = host.now();
  return {
    command,
    host,
    options,
    startedAt,
    quiet,
    literal: flags['literal'] === true,
    print: (report) => put(reporter(report, style)),
    show: (text) => put(text(style)),
    agree: async (question, flag) => {
      if (options.flag('yes')) return true;
      if (!host.mayAsk || !options.flag('input', true)) {
        throw new UsageError(`${question} Nobody can be asked here; pass ${flag} to agree.`);
      }
      return host.confirm(question);
    },
  };
}

/** A report with nothing in it but the run's own facts. */
export const emptyReport = (session: Session, more: Partial<Report> = {}): Report => ({
  command: session.command,
  startedAt: new Date(session.startedAt).toISOString(),
  durationMs: session.host.now() - session.startedAt,
  apiCalls: 0,
  target: EMPTY_TARGET,
  verdict: null,
  rootCause: null,
  otherCauses: [],
  checks: [],
  remedies: [],
  changes: [],
  verification: null,
  seen: [],
  notes: [],
  ...more,
});
