import type { OrganizationAccount } from '../../aws/accounts.ts';
import type { Host } from '../../core/host.ts';
import type { CallCount } from '../../fleet/call-count.ts';
import { summaryText } from '../../fleet/report/text.ts';
import type { Summary } from '../../fleet/summary.ts';
import type { Asked } from './asked.ts';

/** What the run came to, on standard error: standard output may be the lines. */
export function sayEnd(
  host: Host,
  summary: Summary,
  calls: CallCount,
  verbose: boolean,
  quiet: boolean,
  ms: number,
): void {
  if (!quiet) host.err(`\n${summaryText(summary)}`);
  const rate = summary.cells === 0 ? '' : ` (${(calls.total() / summary.cells).toFixed(2)} a cell)`;
  host.err(`apiCalls: ${calls.total()}${rate} in ${(ms / 1_000).toFixed(1)} s\n`);
  if (verbose) for (const [action, count] of calls.table()) host.err(`${String(count).padStart(8)}  ${action}\n`);
}

/** Accounts that are named; of more only how many there are. */
const MOST_NAMED = 10;

/** Which accounts of the organization have no cells, on standard error. */
export function sayLeftOut(host: Host, left: readonly OrganizationAccount[]): void {
  if (left.length === 0) return;
  const named = left.slice(0, MOST_NAMED).map(({ id, state }) => `${id} (${state})`);
  const more = left.length > MOST_NAMED ? ` and ${left.length - MOST_NAMED} more` : '';
  host.err(`Left out, not active: ${named.join(', ')}${more}.\n`);
}

/** How a run that ended early is gone on with, as the end of a sentence. */
export const sayGoOn = ({ resume, output }: Asked): string =>
  `the same command and --resume ${output ?? resume ?? 'FILE'}`;
