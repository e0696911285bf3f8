import { UsageError } from '../core/usage-error.ts';
import { type Change, changesOf, leftovers } from '../journal/change.ts';
import { openJournal } from '../journal/journal.ts';
import type { AwsSession } from './aws-session.ts';
import { takeBack, undoableOf } from './take-back.ts';
import { tell } from './tell.ts';

/** Temporary grants that a killed run left behind, as the journal tells; none where there is no journal. */
async function standingGrants({ host }: AwsSession): Promise<readonly Change[]> {
  try {
    return leftovers(changesOf((await openJournal(host).read()).entries));
  } catch (error) {
    // A journal that cannot be read is told of by the commands that need it.
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/** Says that a temporary grant still stands, and on a terminal offers to take it away. Never changes anything unasked. */
export async function offerToClear(session: AwsSession): Promise<void> {
  const { host, options, quiet } = session;
  for (const change of await standingGrants(session)) {
    const subject = change.steps.map(({ assignment }) => assignment.subject).join(', ');
    if (!quiet) {
      tell(
        host,
        `A temporary grant still stands: ${subject}, since ${change.at.slice(0, 16).replace('T', ' ')}. Take it away with: bedrock-doctor undo ${change.id}`,
      );
    }
    const asks = host.mayAsk && options.flag('input', true) && !options.flag('yes');
    if (!asks || !(await host.confirm('Take it away now?'))) continue;
    const journal = openJournal(host);
    const { note } = await journal.alone(async () =>
      takeBack(session, journal, await undoableOf(session, change), null),
    );
    tell(host, note ?? `${subject} is as it was before.`);
  }
}
