import { CAUSES } from '../../causes/catalogue.ts';
import { OWNER_WORDS } from '../../causes/owner.ts';
import type { CauseId } from '../../core/cause.ts';
import type { ExitCode, Report } from '../../core/report.ts';
import { pageText } from '../../reporters/page.ts';
import { emptyReport, type Run } from '../report/empty-report.ts';
import { rootCauseOf } from '../report/root-cause.ts';
import type { Session } from '../session/session.ts';
import { causePage } from './page.ts';

/** A cause as the document of a report. */
export const reportOfCause = (run: Run, id: CauseId): Report => {
  const { title, owner, next, source } = CAUSES[id];
  return emptyReport(run, {
    verdict: 'broken',
    rootCause: rootCauseOf({ cause: id, basis: 'deduced', waitMinutes: null }),
    notes: [title, `Who can fix it: ${OWNER_WORDS[owner]}. ${next}`, source],
  });
};

/** Prints what a cause is: its page for people, the document of a report in every other format. */
export async function explainCause(session: Session, id: CauseId): Promise<ExitCode> {
  const format = session.options.text('format')?.value ?? 'text';
  if (format === 'text') await session.show((style) => pageText(causePage(id), style));
  else await session.print(reportOfCause(session, id));
  return 0;
}
