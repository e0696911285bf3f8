import { CHECKS } from '../../checks/index.ts';
import type { Check } from '../../core/check.ts';
import type { Progress } from '../../core/host.ts';
import { shortPrincipal } from '../../core/principal.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { askOrigin } from '../session/origin.ts';
import { decisionNotes } from './decision-notes.ts';
import { type Examination, examine } from './examine.ts';
import type { Examining } from './examining.ts';
import { historyNotes } from './history-notes.ts';
import { newestChange } from './newest-change.ts';
import { adviseProfiles } from './profile-advice.ts';
import { findRefused } from './refused.ts';

/** Asks which of several refused principals is meant. */
const choosePrincipal =
  (session: AwsSession, progress: Progress) =>
  async (arns: readonly string[]): Promise<string> => {
    progress.stop();
    const place = await askedIn(session, (await askOrigin(session)).here);
    return session.host.choose(
      `Several principals were refused by Bedrock in the last day, in ${place}. Which one?`,
      arns.map((arn) => ({ value: arn, name: shortPrincipal(arn) })),
    );
  };

/** An examination as every command and the library make it. Where somebody waits at a terminal, a line says so meanwhile. */
export async function look(
  session: AwsSession,
  more: Partial<Examining> & { readonly checks?: readonly Check[] } = {},
): Promise<Examination> {
  const { host, startedAt, quiet, scope, aws, deadline, options } = session;
  const mayAsk = session.command !== 'preflight' && host.mayAsk && options.flag('input', true);
  const { checks = CHECKS, ...rest } = more;
  const progress = host.progress('Looking at AWS', quiet || !host.stderrIsTerminal);
  try {
    const target = { ...session.target, changedAt: await newestChange(host) };
    // Loaded for those alone who ask for it: it brings the readers of every client's settings.
    const mine = scope.me === null ? null : await (await import('./me.ts')).readMine(host, target.profile);
    const examination = await examine({ ...session, target }, checks, {
      now: startedAt,
      failOn: 'error',
      ...(mine === null ? {} : { alsoModels: async () => mine.models }),
      findRefused: () => findRefused(aws, { now: host.now, sleep: (ms) => host.sleep(ms, deadline) }, startedAt),
      ...(mayAsk ? { choose: choosePrincipal(session, progress) } : {}),
      ...rest,
    });
    return {
      ...examination,
      notes: [
        ...(mine === null ? [] : [...adviseProfiles(examination.cells), ...mine.notes]),
        ...examination.notes,
        ...decisionNotes(examination.cells),
        ...historyNotes(examination),
      ],
    };
  } finally {
    progress.stop();
  }
}
