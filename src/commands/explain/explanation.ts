import { CAUSES } from '../../causes/catalogue.ts';
import { OWNER_WORDS } from '../../causes/owner.ts';
import type { ExitCode, Report } from '../../core/report.ts';
import type { Said } from '../../errors/seen.ts';
import { emptyReport, type Run } from '../empty-report.ts';
import { rootCauseOf } from '../root-cause.ts';

/** What is said where there is no text at all. */
export const NOTHING_GIVEN = 'Nothing to explain; pass an error text, a cause id, or - for standard input.';

/** The report on a text, and the exit code that goes with it. Pure but for the clock of the run. */
export function explanationOf(run: Run, { decides, seen }: Said): { readonly report: Report; readonly exit: ExitCode } {
  if (decides === null) {
    const notes = [
      'This text holds no error of Bedrock that is known here; give the whole message, or look in bedrock-doctor explain --list.',
    ];
    return { report: emptyReport(run, { verdict: 'undetermined', notes }), exit: 1 };
  }
  const { cause, waitMinutes, quote } = decides;
  const { owner, next, source } = CAUSES[cause];
  const report = emptyReport(run, {
    verdict: 'broken',
    rootCause: rootCauseOf({ cause, basis: 'observed', waitMinutes }),
    otherCauses: seen.map((one) => one.cause).filter((other) => other !== cause),
    seen,
    notes: [`AWS's words: ${quote}`, `${next} Cured by ${OWNER_WORDS[owner]}.`, source],
  });
  return { report, exit: 0 };
}
