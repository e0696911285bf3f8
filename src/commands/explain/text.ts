import { CAUSES } from '../../causes/catalogue.ts';
import { OWNER_WORDS } from '../../causes/owner.ts';
import type { ExitCode, Seen } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import { MOST_WHOLE } from '../../signatures/decision.ts';
import { type Recognition, recognise } from '../../signatures/recognise.ts';
import { openScanner } from '../../signatures/scan.ts';
import { emptyReport } from '../empty-report.ts';
import { rootCauseOf } from '../root-cause.ts';
import type { Session } from '../session.ts';

interface Read {
  readonly decides: Recognition | null;
  readonly seen: readonly Seen[];
  readonly empty: boolean;
}

/** Reads pieces of text of any number. */
async function readAll(pieces: AsyncIterable<string | Uint8Array> | Iterable<string>): Promise<Read> {
  const scanner = openScanner();
  const decoder = new TextDecoder();
  let whole: string | null = '';
  let empty = true;
  const take = (text: string): void => {
    if (empty && text.trim() !== '') empty = false;
    whole = whole === null || whole.length + text.length > MOST_WHOLE ? null : whole + text;
    scanner.add(text);
  };
  for await (const piece of pieces) take(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }));
  take(decoder.decode());
  const { decides, seen } = scanner.end();
  if (whole === null) return { decides, seen, empty };
  const found = recognise(whole);
  const counted = found === null || seen.some(({ cause }) => cause === found.cause);
  return {
    decides: found,
    seen: counted || found === null ? seen : [...seen, { cause: found.cause, count: 1, first: null, last: null }],
    empty,
  };
}

/** What an error text means; `-`, or nothing where standard input is no terminal, reads that. Throws a `UsageError`. */
export async function explainText(session: Session, given: string): Promise<ExitCode> {
  const { host } = session;
  const fromInput = given === '-' || (given === '' && !host.stdinIsTerminal);
  const { decides, seen, empty } = await readAll(fromInput ? host.stdin() : [given]);
  if (empty) {
    throw new UsageError('Nothing to explain; pass an error text, a cause id, or - for standard input.');
  }
  if (decides === null) {
    await session.print(
      emptyReport(session, {
        verdict: 'undetermined',
        notes: ['This text holds no error of Bedrock that is known here.'],
      }),
    );
    return 1;
  }
  const { cause, waitMinutes, quote } = decides;
  const { owner, next, source } = CAUSES[cause];
  await session.print(
    emptyReport(session, {
      verdict: 'broken',
      rootCause: rootCauseOf({ cause, basis: 'observed', waitMinutes }),
      otherCauses: seen.map((one) => one.cause).filter((other) => other !== cause),
      seen,
      notes: [`AWS's words: ${quote}`, `${next} Cured by ${OWNER_WORDS[owner]}.`, source],
    }),
  );
  return 0;
}
