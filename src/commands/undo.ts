import { askAws } from '../aws/answer.ts';
import { AwsError, classify } from '../aws/error.ts';
import { gather } from '../core/gather.ts';
import type { ExitCode, ReportChange } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { type Change, changesOf, standing } from '../journal/change.ts';
import { openJournal } from '../journal/journal.ts';
import { caller } from '../probes/sts/caller.ts';
import { diffText } from '../reporters/diff.ts';
import { shown } from '../settings/shown.ts';
import { openAws } from './aws-session.ts';
import { asReportChanges } from './change.ts';
import { known } from './diagnosis.ts';
import { emptyReport } from './empty-report.ts';
import { listAlone } from './list.ts';
import { exitOf } from './log/group.ts';
import { nextAfter } from './next-after.ts';
import { sayUnknown } from './report.ts';
import type { Command, Session } from './session.ts';
import { takeBack, type Undoable, undoableOf } from './take-back.ts';

/** The changes asked for, newest first. Throws a `UsageError`. */
function chosen(changes: readonly Change[], { options }: Session, id: string | undefined): readonly Change[] {
  if (id !== undefined && (options.flag('all') || options.flag('last'))) {
    throw new UsageError(`undo takes a change id, --last or --all; leave ${JSON.stringify(id)} or the flag out.`);
  }
  const open = changes.filter(({ steps }) => steps.some(standing)).toReversed();
  if (id !== undefined) {
    const found = changes.find((change) => change.id === id);
    if (!found) throw new UsageError(`There is no change ${id}; bedrock-doctor undo --list shows them.`);
    return open.filter((change) => change.id === id);
  }
  if (options.flag('all')) return open;
  if (options.flag('last')) return open.slice(0, 1);
  throw new UsageError(
    'undo needs to know what to take back: a change id, --last or --all; bedrock-doctor undo --list shows the changes.',
  );
}

/** `undo`: takes back what fix did, never over somebody else's later change. */
export const run: Command = async (session, args) => {
  const { host } = session;
  const journal = openJournal(host);
  const { entries, damaged } = await journal.read();
  const notes: string[] = [];
  if (damaged.length > 0) {
    const aside = await journal.keepAside(damaged);
    notes.push(
      `Line ${damaged.map(({ line }) => line).join(', ')} of ${journal.path} is damaged; kept aside in ${aside}.`,
    );
  }
  const changes = changesOf(entries);
  if (listAlone(session, args)) {
    const rows = changes.flatMap(asReportChanges);
    const list = changes.map(
      ({ id, at, steps }) =>
        `${id}  ${at.slice(0, 16).replace('T', ' ')}  ${steps.map(({ assignment, status }) => `${assignment.subject} (${status})`).join(', ')}`,
    );
    await session.print(
      emptyReport(session, { changes: rows, notes: [...(list.length === 0 ? ['No changes yet.'] : list), ...notes] }),
    );
    return damaged.length > 0 ? 1 : 0;
  }
  const wanted = chosen(changes, session, args[0]);
  if (wanted.length === 0) {
    await session.print(emptyReport(session, { notes: ['There is nothing to take back.', ...notes] }));
    return damaged.length > 0 ? 1 : 0;
  }
  const opened = await openAws(session);
  const facts = await gather([caller], askAws(opened.target, opened.aws, session.startedAt));
  const who = facts.get(caller);
  if (who && !who.known) {
    await session.print(
      emptyReport(session, {
        notes: [`Nothing was changed: ${sayUnknown(who.why, 'sts:GetCallerIdentity')}; ${nextAfter(who.why)}.`],
      }),
    );
    return exitOf(who.why);
  }
  let plans: readonly Undoable[];
  try {
    plans = await Promise.all(wanted.map((change) => undoableOf(opened, change)));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const why = classify(error);
    await session.print(
      emptyReport(session, {
        notes: [`Nothing was changed: ${sayUnknown(why, error.action)}; ${nextAfter(why)}.`, ...notes],
      }),
    );
    return exitOf(why);
  }
  for (const { subject } of plans.flatMap(({ irreversible }) => irreversible)) {
    notes.push(`${subject} cannot be taken back, and stays.`);
  }
  if (!session.quiet) {
    for (const { plan } of plans) {
      for (const { subject, from, to } of plan.assignments) {
        host.err(`${subject}:\n${diffText(shown(from), shown(to), host.colorErr)}`);
      }
    }
  }
  if (!(await session.agree('Take this back?', '--yes'))) {
    await session.print(emptyReport(session, { notes: [...notes, 'Nothing was changed.'] }));
    return 2;
  }
  const account = known(caller, facts)?.account ?? null;
  const results: ReportChange[] = [];
  let exit: ExitCode = damaged.length > 0 ? 1 : 0;
  await journal.alone(async () => {
    for (const undoable of plans) {
      const { changes: done, exit: ended, note } = await takeBack(opened, journal, undoable, account);
      results.push(...done);
      if (note !== null) notes.push(note);
      if (ended !== 0) exit = exit === 2 ? 2 : ended;
    }
  });
  if (damaged.length > 0) await journal.clear(damaged);
  await session.print(
    emptyReport(session, { apiCalls: opened.aws.calls() + opened.steady.calls(), changes: results, notes }),
  );
  return exit;
};
