import { UsageError } from '../core/usage-error.ts';
import { type FleetAccount, isHeading, readAccountLine } from './account-line.ts';
import { linesOf } from './lines.ts';

/**
 * Reads a whole account list before anything is asked of AWS. `name`: what to call it in an error, 'accounts.csv'. Throws a
 * `UsageError` that names the line for one that cannot be read, an account that is there twice, and a list without any.
 */
export async function readAccounts(
  pieces: AsyncIterable<string | Uint8Array>,
  name: string,
): Promise<readonly FleetAccount[]> {
  const accounts: FleetAccount[] = [];
  const seen = new Map<string, number>();
  for await (const { text, number } of linesOf(pieces)) {
    if (seen.size === 0 && isHeading(text)) continue;
    const read = readAccountLine(text);
    if (read.kind === 'nothing') continue;
    if (read.kind === 'bad') throw new UsageError(`Line ${number} of ${name} ${read.what}.`);
    const { account } = read.account;
    const before = seen.get(account);
    if (before !== undefined) {
      throw new UsageError(
        `Line ${number} of ${name} names account ${account}, which is on line ${before} already; leave one of them out.`,
      );
    }
    seen.set(account, number);
    accounts.push(read.account);
  }
  if (accounts.length === 0) {
    throw new UsageError(`${name} names no account; write one account id a line, or pass --accounts org.`);
  }
  return accounts;
}
