import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { sampleOf } from '../../errors/sample.ts';
import { pseudonymsFor } from '../../facts/pseudonyms.ts';
import { redactText } from '../../facts/text.ts';
import { emptyReport } from '../report/empty-report.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';
import { NOTHING_GIVEN } from './explanation.ts';

/** So much of a text of any length is kept in memory: its end. */
const MOST_KEPT = 2_000_000;
/** A shorter name is part of other words. */
const SHORTEST_NAME = 5;

/** Accounts, ARNs, names that occur in them, addresses and secrets replaced, everywhere in the text. */
function redacted(text: string): string {
  const names = pseudonymsFor(text);
  const once = redactText(text, names);
  const known = [...names.known]
    .filter(([name]) => name.length >= SHORTEST_NAME)
    .sort(([a], [b]) => b.length - a.length);
  return known.reduce((all, [name, placeholder]) => all.replaceAll(name, placeholder), once);
}

/**
 * `explain --sample`: a redacted copy of the text, to attach to an issue (docs/contributing-errors.md). Throws a
 * `UsageError` where there is no text.
 */
export async function printSample(session: Session, given: string): Promise<ExitCode> {
  const { host } = session;
  const fromInput = given === '-' || (given === '' && !host.stdinIsTerminal);
  let text = '';
  if (fromInput) {
    const decoder = new TextDecoder();
    for await (const piece of host.stdin()) {
      text += typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
      if (text.length > 2 * MOST_KEPT) text = text.slice(-MOST_KEPT);
    }
  } else text = given;
  const sample = sampleOf(text);
  if (sample === '') throw new UsageError(NOTHING_GIVEN);
  const copy = redacted(sample);
  if ((session.options.text('format')?.value ?? 'text') === 'text') await session.show(() => `${copy}\n`);
  else await session.print(emptyReport(session, { notes: [copy] }));
  if (!session.quiet)
    tell(host, 'Read it before you send it: words of your own prompts and names that stand alone are still in it.');
  return 0;
}
