import { UsageError } from '../core/usage-error.ts';
import { diffFiles } from '../engine/fleet/diff.ts';
import { mergeRuns } from '../engine/fleet/merge.ts';
import { reportRun } from '../engine/fleet/report.ts';
import type { Command } from '../engine/session/session.ts';
import { keepHeapSmall } from '../host/heap.ts';

/** `fleet`: the same verdicts over accounts, Regions and models; and what is done with the files of such runs. */
export const run: Command = async (session, [action, ...files]) => {
  // It runs for minutes, over as many accounts as there are.
  keepHeapSmall(20);
  switch (action) {
    case undefined:
      return (await import('../engine/fleet/look.ts')).lookAtFleet(session);
    case 'merge':
      return mergeRuns(session, files);
    case 'report':
      return reportRun(session, files);
    case 'diff':
      return diffFiles(session, files);
    default:
      throw new UsageError(
        `fleet takes merge, report or diff, or nothing to look at accounts (it is ${JSON.stringify(action)}); the accounts are named by --accounts.`,
      );
  }
};
