import { AwsError } from '../../aws/error.ts';
import type { Origin } from '../../core/plan.ts';
import { UsageError } from '../../core/usage-error.ts';
import { type Change, changesOf, grantsLeftBehind } from '../../journal/change.ts';
import { pasteable } from '../report/pasteable.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { askOrigin } from '../session/origin.ts';
import { ourJournal } from '../session/our-journal.ts';
import { tell } from '../session/tell.ts';
import { reachOf, takeBack, undoableOf } from './take-back.ts';

/** Temporary grants that a killed run left behind, as the journal tells; none where there is no journal. */
async function readGrantsLeftBehind({ host }: AwsSession): Promise<readonly Change[]> {
  try {
    return grantsLeftBehind(changesOf((await ourJournal(host).read()).entries));
  } catch (error) {
    // A journal that cannot be read is told of by the commands that need it.
    if (error instanceof UsageError) return [];
    throw error;
  }
}

/** A grant that should be gone, in a sentence: on what, in which account, since when, and how it goes away. */
export const sayStillStands = (
  session: AwsSession,
  { account, operator }: Origin,
  subject: string,
  at: string,
  id: string,
): string =>
  `The grant still stands: ${subject} in account ${account ?? 'that cannot be told'}, since ${at.slice(0, 16).replace('T', ' ')} UTC${operator == null ? '' : `, granted by ${operator}`}. Take it away with: ${pasteable(session, `bedrock-doctor undo ${id}`)}`;

/**
 * Says that a temporary grant still stands in this account, and where `offers` on a terminal offers to take it away. Never
 * changes anything unasked. Asks AWS who this is only where the journal has such a grant. `but`: changes that are seen to
 * already.
 */
export async function offerToClear(
  session: AwsSession,
  offers = true,
  but: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { host, options, quiet } = session;
  const standing = (await readGrantsLeftBehind(session)).filter(({ id }) => !but.has(id));
  if (standing.length === 0) return;
  const { here } = await askOrigin(session);
  for (const change of standing) {
    const { where } = reachOf(change, here);
    if (where === 'elsewhere') continue;
    const subject = change.steps.map(({ assignment }) => assignment.subject).join(', ');
    if (!quiet)
      tell(host, `A temporary grant still stands. ${sayStillStands(session, change, subject, change.at, change.id)}`);
    // Where nobody wrote down which account it was, the command asks; an offer would be a guess.
    const asks = offers && where === 'here' && host.mayAsk && options.flag('input', true) && !options.flag('yes');
    if (!asks) continue;
    if (!(await host.confirm(`Take it away now in ${await askedIn(session, here)}?`))) continue;
    const journal = ourJournal(host);
    try {
      const { note } = await journal.alone(async () =>
        takeBack(session, journal, await undoableOf(session, change), here),
      );
      tell(host, note ?? `${subject} is as it was before.`);
    } catch (error) {
      if (!(error instanceof UsageError) && !(error instanceof AwsError)) throw error;
      tell(host, `It could not be taken away: ${error.message}`);
    }
  }
}
