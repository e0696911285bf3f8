import { offerToClear } from '../engine/change/pending-grants.ts';
import { type Ends, FOREVER_MS, followLog } from '../engine/log/follow.ts';
import { groupOf } from '../engine/log/group.ts';
import { printerOf } from '../engine/log/printer.ts';
import { type AwsSession, openAws } from '../engine/session/aws-session.ts';
import type { Command } from '../engine/session/session.ts';
import { patternsOf } from '../engine/verify/patterns.ts';
import { GUIDE_MODEL } from '../probes/run/model.ts';

/** Without --follow, --until waits for its line as long as any other run looks at AWS. */
const UNTIL_MS = 60_000;

/** Throws a `UsageError` for what is no regular expression. */
function endsOf({ options, startedAt, target }: AwsSession): Ends {
  const model = target.model?.value ?? GUIDE_MODEL;
  const until = patternsOf(options, 'until', model)?.[0] ?? null;
  const forbid = patternsOf(options, 'forbid', model) ?? [];
  const follow = options.flag('follow');
  const timeout = options.duration('timeout')?.value ?? (until !== null && !follow ? UNTIL_MS : null);
  return { until, forbid, deadline: timeout === null ? null : startedAt + timeout, follow: follow || until !== null };
}

/** `tail`: the function's log, until it is told to stop. */
export const run: Command = async (session) => {
  const { host } = session;
  const opened = await openAws(session, FOREVER_MS);
  const ends = endsOf(opened);
  await offerToClear(opened, false);
  const printer = await printerOf(session);
  const group = await groupOf(opened);
  if (host.signal.aborted) return 130;
  if ('exit' in group) {
    host.err(`${group.why}\n`);
    return group.exit;
  }
  const ended = await followLog(opened, group.name, ends, printer);
  return host.signal.aborted ? 130 : ended;
};
