import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { Session } from '../session/session.ts';
import { explanationOf, NOTHING_GIVEN } from './explanation.ts';
import { readPieces } from './read.ts';

/** What an error text means; `-`, or nothing where standard input is no terminal, reads that. Throws a `UsageError`. */
export async function explainText(session: Session, given: string): Promise<ExitCode> {
  const { host } = session;
  const fromInput = given === '-' || (given === '' && !host.stdinIsTerminal);
  const said = await readPieces(fromInput ? host.stdin() : [given]);
  if (said === null) throw new UsageError(NOTHING_GIVEN);
  const { report, exit } = explanationOf(session, said);
  await session.print(report);
  return exit;
}
