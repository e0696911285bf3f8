import { CAUSES } from '../../causes/catalogue.ts';
import { sayer } from '../../causes/said.ts';
import type { ExitCode, Report } from '../../core/report.ts';
import { capitalize } from '../../core/sentence.ts';
import { adviceOf } from '../../errors/advice.ts';
import type { Unlisted } from '../../errors/recognition.ts';
import type { Said } from '../../errors/seen.ts';
import { emptyReport, type Run } from '../report/empty-report.ts';
import { rootCauseOf } from '../report/root-cause.ts';

const READ_POLICIES =
  'Read which action and resource it names, and the policies of the caller; bedrock-doctor knows Bedrock alone.';

/** What is said where there is no text at all. */
export const NOTHING_GIVEN = 'Nothing to explain; pass an error text, a cause id, or - for standard input.';

/** How a text that nobody here knows becomes known. */
const SAMPLE =
  'To have it known: bedrock-doctor explain --sample prints a redacted copy of the text, to attach to an issue.';

/** What is said of a text whose cause is not told: what it is nevertheless, and what to read next. */
function unknownNotes(unlisted: Unlisted | null): readonly string[] {
  if (unlisted === null)
    return [
      'This text holds no error of Bedrock that is known here; give the whole message, or look in bedrock-doctor explain --list.',
    ];
  const { of, denial, exception, status, operation, quote } = unlisted;
  const name = exception ?? `HTTP ${status}`;
  const call = operation === null ? '' : ` to ${operation}`;
  if (of === 'other' || of === 'operator')
    return [`This is a denial by another service than Bedrock (${name}${call}): ${quote}`, READ_POLICIES];
  if (!denial)
    return [
      `This is an error of Bedrock's (${name}${call}) whose words are not known here: ${quote}`,
      "Read the operation's errors in Bedrock's API reference; bedrock-doctor diagnose looks at the account itself.",
    ];
  return [
    `This is a denial${of === 'bedrock' ? " of Bedrock's" : ''} (${name}${call}), and its words do not say why: ${quote}`,
    "It can be a policy of the caller's, a boundary, a service control policy, an agreement that is missing, or a model that the account may not use.",
    'Read next the whole message (err.message, not only its name), or the same call in CloudTrail: aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventSource,AttributeValue=bedrock.amazonaws.com shows errorMessage. bedrock-doctor diagnose looks at the account itself.',
  ];
}

/** The report on a text, and the exit code that goes with it. Pure but for the clock of the run. */
export function explanationOf(
  run: Run,
  { decides, seen, unlisted }: Said,
): { readonly report: Report; readonly exit: ExitCode } {
  if (decides === null) {
    const notes = [...unknownNotes(unlisted), SAMPLE];
    return { report: emptyReport(run, { verdict: 'undetermined', notes }), exit: 1 };
  }
  const { cause, waitMinutes, quote } = decides;
  const { next, source } = CAUSES[cause];
  const who = sayer(cause);
  const { sentences, instead } = adviceOf(decides);
  const steps = [...sentences, ...(instead ? [] : [next])].join(' ');
  const report = emptyReport(run, {
    verdict: 'broken',
    rootCause: rootCauseOf({ cause, basis: 'observed', waitMinutes }),
    otherCauses: seen.map((one) => one.cause).filter((other) => other !== cause),
    seen,
    notes: [`${capitalize(who)}'s words: ${quote}`, steps, source],
  });
  return { report, exit: 0 };
}
