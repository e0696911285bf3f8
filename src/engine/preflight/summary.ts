import { visibleIn } from '../../core/leaving.ts';
import type { Report } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { inActions } from '../../host/terminal.ts';
import { type Session, toLeave } from '../session/session.ts';

/** GitHub refuses a step summary of more than 1 MiB whole: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits */
const MOST_BYTES = 1_000_000;
const CUT = '\n\n…cut here: the rest would not fit into the summary.\n';

/** Whether a value of --format names the github format; a file may be called so, too. */
const namesGithub = (formats: string): boolean =>
  formats.split(',').some((one) => one.trim().split('=')[0] === 'github');

/**
 * Under GitHub Actions, with the github format, adds the report to the step's summary page. A page that cannot be written
 * changes nothing about the model: it is said, and the run ends as it would.
 */
export async function stepSummary({ host, options, command }: Session, report: Report): Promise<void> {
  const path = host.env['GITHUB_STEP_SUMMARY'];
  const given = options.text('format')?.value;
  const annotates = given === undefined ? command === 'preflight' && inActions(host.env) : namesGithub(given);
  if (!annotates || path === undefined || path === '') return;
  const { markdown } = await import('../../reporters/markdown.ts');
  try {
    const before = (await host.read(path)) ?? '';
    const there = before === '' || before.endsWith('\n') ? before : `${before}\n`;
    const style = { color: false, width: 120, verbose: false, quiet: false, unicode: true };
    await host.write(
      path,
      there +
        fitting(markdown(visibleIn(toLeave({ host, options }, report)), style), MOST_BYTES - Buffer.byteLength(there)),
    );
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.err(`${error.message} The step summary is left out.\n`);
  }
}

/** As much of the text as there is room for in UTF-8 (RFC 3629), cut between lines; what stands there already stays. */
function fitting(text: string, room: number): string {
  if (Buffer.byteLength(text) <= room) return text;
  const left = room - Buffer.byteLength(CUT);
  if (left < 0) return '';
  const part = Buffer.from(text).subarray(0, left).toString('utf8');
  return `${part.slice(0, Math.max(0, part.lastIndexOf('\n')))}${CUT}`;
}
