import type { Plan } from '../../core/plan.ts';
import type { ReportChange } from '../../core/report.ts';
import { withFullStop } from '../../core/sentence.ts';
import { newChangeId } from '../../journal/journal.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { ourJournal } from '../session/our-journal.ts';
import { carryOut } from './change.ts';

/** What became of a plan. */
export interface Carried {
  /** The id to take it back with. */
  readonly change: string;
  readonly changes: readonly ReportChange[];
  /** Why it was not carried out whole, in a sentence; null when it was. */
  readonly failure: string | null;
  /** That AWS took it and does not show it yet, in a sentence; null when it was seen. */
  readonly unseen: string | null;
}

/** The permission an answer of AWS names as missing: 'aws-marketplace:Subscribe'. */
const MISSING = /not authorized to perform: ([\w-]+:\w+)/;

/** Carries the plan out, alone, with the journal first. Throws a `UsageError` when another run holds the journal. */
export async function carry(session: AwsSession, plan: Plan): Promise<Carried> {
  const journal = ourJournal(session.host);
  const change = newChangeId(session.host.now());
  const { ended, changes, events } = await journal.alone(() => carryOut(session, journal, plan, change, null));
  const sent = events.filter(({ did }) => did === 'sent').map(({ subject }) => subject);
  const unseen =
    sent.length === 0
      ? null
      : `Sent, not yet seen: AWS took the change of ${sent.join(', ')}, and reading it back did not show it within a minute.`;
  if (ended === 'done') return { change, changes, failure: null, unseen };
  if (events.some(({ did }) => did === 'stale')) {
    return {
      change,
      changes,
      unseen,
      failure: 'Somebody changed it since the plan was made; nothing was written. Run fix again for a new plan.',
    };
  }
  const failed = events.find((event) => event.did === 'failed');
  const message = failed?.did === 'failed' ? failed.message : 'unknown';
  const action = MISSING.exec(message)?.[1];
  return {
    change,
    changes,
    unseen,
    failure:
      action === undefined
        ? `The change could not be seen to be made: ${withFullStop(message)} Run bedrock-doctor diagnose to see what is there.`
        : `The change was not made: you may not ${action}. An administrator must grant you ${JSON.stringify({ Effect: 'Allow', Action: action, Resource: '*' })}, or run this command.`,
  };
}
