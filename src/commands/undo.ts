import { AwsError, classify } from '../aws/error.ts';
import { harmless } from '../core/harmless.ts';
import type { ExitCode, ReportChange } from '../core/report.ts';
import { UsageError } from '../core/usage-error.ts';
import { graver } from '../core/verdict.ts';
import { asReportChanges } from '../engine/change/change.ts';
import { offerToClear } from '../engine/change/pending-grants.ts';
import { isLocal, reachOf, takeBack, type Undoable, undoableOf } from '../engine/change/take-back.ts';
import { exitOf } from '../engine/log/group.ts';
import { sayUnknown } from '../engine/report/checks.ts';
import { emptyReport } from '../engine/report/empty-report.ts';
import { nextAfter } from '../engine/report/next-after.ts';
import { openAws } from '../engine/session/aws-session.ts';
import { askedIn, placeWords } from '../engine/session/context.ts';
import { askOrigin, originFrom } from '../engine/session/origin.ts';
import { ourJournal } from '../engine/session/our-journal.ts';
import type { Command, Session } from '../engine/session/session.ts';
import { type Change, changesOf, standing } from '../journal/change.ts';
import type { Journal } from '../journal/journal.ts';
import { diffText } from '../reporters/diff.ts';
import { shown } from '../settings/shown.ts';
import { listAlone } from './list.ts';

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

/** The longest that taking changes back may take, in milliseconds; it begins after the question. */
const UNDO_MS = 600_000;

/** A change of the journal as a line of a list. */
const listLine = ({ id, at, account, region, steps }: Change): string =>
  harmless(
    `${id}  ${at.slice(0, 16).replace('T', ' ')} UTC  ${account ?? 'unknown account'} ${region}  ${steps
      .map(({ assignment, status }) => `${assignment.subject} (${status === 'sent' ? 'sent, not yet seen' : status})`)
      .join(', ')}`,
  );

/** More bad lines than these are counted, not named. */
const MOST_NAMED = 20;

/** Entries that are kept aside, named; nothing where all are whole. */
async function keepDamaged(journal: Journal, damaged: Awaited<ReturnType<Journal['read']>>['damaged']) {
  if (damaged.length === 0) return [];
  const aside = await journal.keepAside(damaged);
  const lines = damaged.map(({ line }) => line);
  const which = `${lines.slice(0, MOST_NAMED).join(', ')}${lines.length > MOST_NAMED ? ` and ${lines.length - MOST_NAMED} more` : ''}`;
  return [`Line ${which} of ${journal.path} is damaged, or tells of no change of ours; kept aside in ${aside}.`];
}

/** `undo`: takes back what fix did where it did it, never over somebody else's later change. */
export const run: Command = async (session, args) => {
  const { host, options } = session;
  const journal = ourJournal(host);
  const { entries, damaged } = await journal.read();
  const notes: string[] = [...(await keepDamaged(journal, damaged))];
  const afterDamage: ExitCode = damaged.length > 0 ? 1 : 0;
  const changes = changesOf(entries);
  if (listAlone(session, args)) {
    const list = changes.map(listLine);
    await session.print(
      emptyReport(session, {
        changes: changes.flatMap(asReportChanges),
        notes: [...(list.length === 0 ? ['No changes yet.'] : list), ...notes],
      }),
    );
    return afterDamage;
  }
  const wanted = chosen(changes, session, args[0]);
  if (wanted.length === 0) {
    if (damaged.length > 0) await journal.clear(damaged);
    await session.print(emptyReport(session, { notes: ['Nothing to undo.', ...notes] }));
    return afterDamage;
  }
  const opened = await openAws(session);
  // What was made without AWS is taken back without it.
  const { here, why } = wanted.every(isLocal)
    ? { here: originFrom(opened, new Map()), why: null }
    : await askOrigin(opened);
  if (why !== null) {
    await session.print(
      emptyReport(session, {
        notes: [`Nothing was changed: ${sayUnknown(why, 'sts:GetCallerIdentity')}; ${nextAfter(why)}.`],
      }),
    );
    return exitOf(why);
  }
  if (!wanted.every(isLocal)) await offerToClear(opened, false, new Set(wanted.map(({ id }) => id)));
  const near: Change[] = [];
  let exit: ExitCode = afterDamage;
  for (const change of wanted) {
    const reach = reachOf(change, here);
    if (reach.where === 'elsewhere') {
      notes.push(reach.why);
      // Of all changes the ones that were made here are taken back; the rest stays.
      exit = graver(exit, options.flag('all') ? 1 : 2);
      continue;
    }
    if (reach.where === 'unknown') await agreeToPlace(opened, change, here);
    near.push(change);
  }
  if (near.length === 0) {
    await session.print(emptyReport(session, { apiCalls: opened.aws.calls(), notes }));
    return exit;
  }
  let plans: readonly Undoable[];
  try {
    plans = await Promise.all(near.map((change) => undoableOf(opened, change)));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const failed = classify(error);
    await session.print(
      emptyReport(session, {
        notes: [`Nothing was changed: ${sayUnknown(failed, error.action)}; ${nextAfter(failed)}.`, ...notes],
      }),
    );
    return exitOf(failed);
  }
  for (const { subject } of plans.flatMap(({ irreversible }) => irreversible)) {
    notes.push(`${subject} cannot be taken back, and stays.`);
  }
  const place = await askedIn(opened, here);
  if (!session.quiet) {
    for (const { subject, from, to } of plans.flatMap(({ plan }) => plan.assignments)) {
      host.err(`${harmless(subject)}:\n${diffText(shown(from), shown(to), host.colorErr)}`);
    }
  }
  if (!(await session.agree(`Take this back in ${place}?`, '--yes'))) {
    await session.print(emptyReport(session, { notes: [...notes, 'Nothing was changed.'] }));
    return 2;
  }
  const results: ReportChange[] = [];
  const aws = opened.cleanup(UNDO_MS);
  await journal.alone(async () => {
    for (const undoable of plans) {
      const { changes: done, exit: ended, note } = await takeBack(opened, journal, undoable, here, aws);
      results.push(...done);
      if (note !== null) notes.push(note);
      exit = graver(exit, ended);
    }
  });
  if (damaged.length > 0) await journal.clear(damaged);
  await session.print(
    emptyReport(session, {
      apiCalls: opened.aws.calls() + opened.steady.calls() + aws.calls(),
      changes: results,
      notes,
    }),
  );
  return exit;
};

/** Asks whether a change whose place nobody wrote down was made here; --yes does not know that. Throws a `UsageError` where nobody says yes. */
async function agreeToPlace(
  { host, options }: Session,
  { id }: Change,
  here: Parameters<typeof placeWords>[0],
): Promise<void> {
  const open = `The journal does not say in which account or at which endpoint ${id} was made.`;
  if (!host.mayAsk || !options.flag('input', true)) {
    throw new UsageError(
      `${open} Nobody can be asked here whether it was ${placeWords(here)}; run undo on a terminal.`,
    );
  }
  if (!(await host.confirm(`${open} Was it ${placeWords(here)}?`))) throw new UsageError(`${open} It was left alone.`);
}
