import type { Aws } from '../../core/aws.ts';
import type { Host } from '../../core/host.ts';
import { visibleIn, withoutSecretsIn } from '../../core/leaving.ts';
import type { Report } from '../../core/report.ts';
import type { Style } from '../../core/style.ts';
import { UsageError } from '../../core/usage-error.ts';
import { openSession, type Session, toLeave } from '../../engine/session/session.ts';
import { quietHost } from '../../host/quiet.ts';
import type { Calling } from '../../mcp/toolbox.ts';
import type { Flags } from '../../options/resolve.ts';
import { OPTIONS, type OptionName } from '../../options/table.ts';
import { variableOf } from '../../options/variable.ts';
import { document } from '../../reporters/json.ts';
import { text } from '../../reporters/text.ts';
import { OFFERED } from './arguments.ts';
import { FIXABLE } from './fixed.ts';
import type { Told } from './tool.ts';

/** Options whose variables count for a tool: what it takes itself, and what says where and as whom to look. */
const HEARD: ReadonlySet<OptionName> = new Set<OptionName>([
  ...OFFERED,
  ...FIXABLE,
  'apiUrl',
  'template',
  'configEnv',
  'configFile',
]);

/** The environment without variables that spend, consent, write or print: whoever started the server meant its commands. */
const heard = (env: Host['env']): Host['env'] => {
  const deaf = new Set(
    (Object.keys(OPTIONS) as OptionName[]).filter((name) => !HEARD.has(name)).map((name) => variableOf(name)),
  );
  return Object.fromEntries(Object.entries(env).filter(([name]) => !deaf.has(name)));
};

const never = (what: string) => (): never => {
  throw new Error(`a tool of the server never ${what}`);
};

/** The real world for a tool: it reads, and can do nothing else. `said`: takes what a command says beside its result. */
function toolHost({ signal, report }: Calling, said: (text: string) => void): Host {
  const host = quietHost(signal);
  return {
    ...host,
    env: heard(host.env),
    err: said,
    progress: (words) => {
      report(words);
      return { say: report, stop: () => undefined };
    },
    openLines: never('writes a file'),
    write: never('writes a file'),
    appendDurably: never('writes a journal'),
    takeLock: never('makes a change'),
    removeFile: never('removes a file'),
    temporaryFolder: never('makes a folder'),
    removeFolder: never('removes a folder'),
    run: never('runs a program'),
    browse: never('opens a browser'),
  };
}

/** An AWS of which nothing but reads can be asked. `counted` hears of each. */
function readingOnly(aws: Aws, counted: () => void): Aws {
  const ask =
    <A extends readonly [{ readonly reads: boolean; readonly action: string }, ...unknown[]], R>(
      call: (...args: A) => Promise<R>,
    ) =>
    (...args: A): Promise<R> => {
      const [{ reads, action }] = args;
      if (!reads) throw new Error(`a tool of the server never calls ${action}`);
      counted();
      return call(...args);
    };
  return {
    ...aws,
    inRegion: (region) => readingOnly(aws.inRegion(region), counted),
    ask: ask(aws.ask as never) as Aws['ask'],
    send: ask(aws.send as never) as Aws['send'],
  };
}

/** How the text looks that a tool gives. */
export const STYLE: Style = {
  color: false,
  width: 100,
  verbose: false,
  quiet: false,
  unicode: true,
  inActions: false,
};

/** A run of a command whose result goes to a client, not to a stream. */
export interface QuietRun {
  readonly session: Session;
  /** The report that was made last; null where none was. */
  readonly report: () => Report | null;
  /** What the command said beside its result. */
  readonly said: () => string;
  readonly style: Style;
}

/** What no tool does, whatever a file says. What says where something is written, and consent, no file may say. */
const NEVER: Flags = { yes: false, acceptTerms: false, probe: false, open: false, verify: false };

/** Opens a session of a command for a tool. Throws a `UsageError`. */
export async function openQuietly(command: string, flags: Flags, calling: Calling): Promise<QuietRun> {
  let [report, said]: [Report | null, string] = [null, ''];
  const host = toolHost(calling, (words) => {
    said += words;
  });
  const session = await openSession(command, { ...flags, ...NEVER, input: false, format: 'text' }, host);
  let calls = 0;
  const counted = (): void => {
    calls += 1;
    calling.report(`${calls} ${calls === 1 ? 'question' : 'questions'} to AWS`);
  };
  return {
    session: {
      ...session,
      outputs: [],
      guard: (aws) => readingOnly(aws, counted),
      print: async (made) => {
        report = toLeave(session, made);
      },
      show: never('prints'),
      agree: async (question) => {
        throw new UsageError(`${question} A tool of the server never agrees to anything.`);
      },
    },
    report: () => report,
    said: () => said,
    style: { ...STYLE, verbose: flags['verbose'] === true },
  };
}

/** A report as text for people. */
const reportText = async (report: Report, style: Style): Promise<string> =>
  text(visibleIn(withoutSecretsIn(report)), style);

/** A report as a tool gives it. */
export const told = async (report: Report, style: Style): Promise<Told> => ({
  document: document(withoutSecretsIn(report)),
  text: await reportText(report, style),
});
