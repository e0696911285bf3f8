import { harmless } from '../../core/harmless.ts';
import type { Summary } from '../summary.ts';
import { sayAccounts, sayCells, sayNumber } from '../todo.ts';
import { type FleetReporter, summaryOf } from './source.ts';

/** What a fleet comes to, for a terminal. */
export function summaryText({ headline, todo, causes, blind, accounts, cells, byVerdict }: Summary): string {
  const lines = [
    headline,
    '',
    `${sayAccounts(accounts)}, ${sayCells(cells)}: ${sayNumber(byVerdict.healthy)} healthy, ${sayNumber(byVerdict.broken)} broken, ${sayNumber(byVerdict.pending)} pending, ${sayNumber(byVerdict.undetermined)} undetermined`,
  ];
  const wide = Math.max(0, ...causes.map(({ cause }) => cause.length));
  if (causes.length > 0) lines.push('');
  for (const { cause, accounts: of, who } of causes) {
    lines.push(`  ${sayNumber(of).padStart(6)}  ${cause.padEnd(wide)}  ${who}`);
  }
  for (const { reason, accounts: of } of blind.slice(0, 10)) {
    lines.push(`  ${sayNumber(of).padStart(6)}  could not be judged: ${harmless(reason)}`);
  }
  if (todo.length > 0) lines.push('', 'What to do', ...todo.map((one, at) => `  ${at + 1}. ${harmless(one)}`));
  return `${lines.join('\n')}\n`;
}

/** What a fleet comes to, for a terminal. */
export const text: FleetReporter = async function* (source) {
  yield summaryText(await summaryOf(source));
};
