import { AwsError, classify, isDenial } from '../aws/error.ts';
import { getCallerIdentity } from '../aws/operations/sts.ts';
import { harmless } from '../core/harmless.ts';
import { shortPrincipal } from '../core/principal.ts';
import type { ExitCode } from '../core/report.ts';
import { withFullStop } from '../core/sentence.ts';
import type { Style } from '../core/style.ts';
import { describeSource, type Sourced } from '../core/target.ts';
import { UsageError } from '../core/usage-error.ts';
import { VERSION } from '../core/version.ts';
import { commandFor } from '../engine/callers/command-for.ts';
import { offerToClear } from '../engine/change/pending-grants.ts';
import { exitOf } from '../engine/log/group.ts';
import { sayUnknown } from '../engine/report/checks.ts';
import { nextAfter } from '../engine/report/next-after.ts';
import { pasteable } from '../engine/report/pasteable.ts';
import { type AwsSession, openAws } from '../engine/session/aws-session.ts';
import { formatAmong } from '../engine/session/format-among.ts';
import type { Command, Session } from '../engine/session/session.ts';
import { type Caller, tallyCallers } from '../evidence/callers.ts';
import { isCall } from '../evidence/parse-event.ts';
import { readPages } from '../probes/cloudtrail/read-pages.ts';
import { type CallersDocument, callersJson, type DocumentCaller } from '../reporters/callers/document.ts';
import { callersText } from '../reporters/callers/text.ts';

const DAY_MS = 86_400_000;
/** The history goes back 90 days: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html */
const MOST_MS = 90 * DAY_MS;
/** A busy account's 90 days take hours at two look-ups a second; nobody waits longer without saying so (--timeout). */
const TIMEOUT_MS = 30 * 60_000;

const LATE =
  "Calls appear in CloudTrail's event history about 5 minutes late, sometimes 15; calls of agents, flows and knowledge bases do not.";

/** What the history gave, and why it ended early; null: it was read to its end. */
interface Looked {
  readonly callers: readonly Caller[];
  readonly events: number;
  readonly newestAt: number | null;
  readonly stopped: AwsError | 'deadline' | null;
}

/** Reads the window page by page; tells on a terminal who is refused as soon as it is known, since the newest events come first. */
async function look({ aws, host, deadline, quiet }: AwsSession, from: number): Promise<Looked> {
  const tally = tallyCallers();
  const progress = host.progress("Reading CloudTrail's event history", quiet || !host.stderrIsTerminal);
  let [events, newestAt]: [number, number | null] = [0, null];
  let stopped: Looked['stopped'] = null;
  const clock = { now: host.now, sleep: (ms: number) => host.sleep(ms, deadline) };
  try {
    for await (const page of readPages(aws, { from, userName: null }, clock)) {
      for (const event of page.filter(isCall)) {
        events += 1;
        newestAt = Math.max(newestAt ?? event.at, event.at);
        const first = tally.add(event);
        if (first?.newestRefused && host.stderrIsTerminal && !quiet) {
          progress.stop();
          const who = [shortPrincipal(first.principal), first.application].filter((word) => word !== null).join(', ');
          host.err(`${harmless(`refused: ${who} (${first.lastRefusal?.cause ?? 'words that are not known'})`)}\n`);
        }
      }
      progress.say(`Reading CloudTrail's event history: ${events} calls`);
    }
    if (deadline.aborted) stopped = 'deadline';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    stopped = deadline.aborted ? 'deadline' : error;
  } finally {
    progress.stop();
  }
  return { callers: tally.list(), events, newestAt, stopped };
}

/** Why the history was not read to its end, in a sentence. */
function sayStopped(stopped: AwsError | 'deadline'): string {
  if (stopped === 'deadline')
    return 'The time was over before all of the window was read: what is shown is the newest part; --timeout gives more, --since asks for less.';
  if (isDenial(stopped))
    return `CloudTrail's event history may not be read: you may not ${stopped.action}; bedrock-doctor explain permissions --for callers prints the policy you need.`;
  const why = classify(stopped);
  return `CloudTrail's event history could not be read: ${withFullStop(harmless(sayUnknown(why, stopped.action)))} To go on: ${nextAfter(why)}.`;
}

/** Worst outcome first (contract, section 8). */
function exitCodeOf({ callers, stopped }: Looked): ExitCode {
  if (stopped instanceof AwsError && exitOf(classify(stopped)) === 4) return 4;
  if (callers.some(({ newestRefused }) => newestRefused)) return 1;
  return stopped === null ? 0 : 3;
}

/** The operator; null where even that cannot be told. */
const readOperator = async ({ aws }: AwsSession) => {
  try {
    const { Arn, Account } = await aws.send(getCallerIdentity, {});
    return { arn: Arn ?? null, account: Account ?? null };
  } catch (error) {
    if (error instanceof AwsError) return null;
    throw error;
  }
};

const iso = (at: number): string => new Date(at).toISOString();

function toDocumentCaller(
  { principal, application, models, served, refused, lastRefusal }: Caller,
  session: AwsSession,
): DocumentCaller {
  const ago = lastRefusal === null ? null : session.startedAt - lastRefusal.at;
  const command = commandFor(principal, ago, session.target);
  return {
    principal,
    application,
    models,
    served,
    refused,
    lastRefusal: lastRefusal && { at: iso(lastRefusal.at), cause: lastRefusal.cause, quote: lastRefusal.quote },
    command: command && pasteable(session, command),
  };
}

/** Who calls Bedrock, as a document and as text; null where the run was interrupted. */
export interface Shown {
  readonly document: CallersDocument;
  readonly text: (style: Style) => string;
  readonly exit: ExitCode;
}

/** Reads the event history of one account and Region, nothing else. Throws a `UsageError`. */
export async function readCallers(session: Session): Promise<Shown | null> {
  const { host, options, startedAt } = session;
  const sinceMs = options.duration('since')?.value ?? DAY_MS;
  if (sinceMs > MOST_MS)
    throw options.wrong('since', "must be 2160h at most, since CloudTrail's event history goes back 90 days");
  if (sinceMs === 0) throw options.wrong('since', 'must be longer than nothing, such as 24h');
  const opened = await openAws(session, TIMEOUT_MS);
  const { target } = opened;
  if (target.region.source.from === 'default')
    throw new UsageError(
      'No AWS Region is configured (region-missing): pass --region, or set AWS_REGION; callers are looked for in one Region.',
    );
  const from = startedAt - sinceMs;
  await offerToClear(opened, false);
  const [looked, operator] = await Promise.all([look(opened, from), readOperator(opened)]);
  if (host.signal.aborted) return null;
  const denied = options.flag('denied');
  const shown = looked.callers.filter(({ refused }) => !denied || refused > 0);
  const { stopped } = looked;
  const shownAs = (sourced: Sourced<string>) => ({ value: sourced.value, source: describeSource(sourced.source) });
  const fromSts = (value: string | null | undefined) =>
    value === null || value === undefined ? null : { value, source: 'sts:GetCallerIdentity' };
  const document: CallersDocument = {
    schemaVersion: 1,
    tool: { name: 'bedrock-doctor', version: VERSION },
    command: 'callers',
    startedAt: iso(startedAt),
    durationMs: host.now() - startedAt,
    apiCalls: opened.aws.calls(),
    target: {
      account: fromSts(operator?.account),
      caller: fromSts(operator?.arn),
      region: shownAs(target.region),
    },
    verdict: null,
    history: {
      from: iso(from),
      until: iso(startedAt),
      events: looked.events,
      complete: stopped === null,
      newestAt: looked.newestAt === null ? null : iso(looked.newestAt),
    },
    callers: shown.map((caller) => toDocumentCaller(caller, opened)),
    missing: stopped instanceof AwsError && isDenial(stopped) ? stopped.action : null,
    notes: [...(stopped === null ? [] : [sayStopped(stopped)]), ...(stopped instanceof AwsError ? [] : [LATE])],
  };
  return {
    document,
    text: (style) =>
      callersText(document, style, (index) => shown[index] ?? { newestRefused: false, failed: 0 }, denied),
    exit: exitCodeOf(looked),
  };
}

/** `callers`: who calls Bedrock, and who is refused. */
export const run: Command = async (session) => {
  const format = formatAmong(session.options, ['text', 'json']);
  const shown = await readCallers(session);
  if (shown === null) return 130;
  await session.show((style) => (format === 'json' ? callersJson(shown.document) : shown.text(style)));
  return shown.exit;
};
