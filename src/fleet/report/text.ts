import { OWNER_WORDS } from '../../causes/owner.ts';
import { harmless } from '../../core/harmless.ts';
import type { Summary } from '../summary.ts';
import { type FleetReporter, summaryOf } from './source.ts';

const number = (count: number): string => count.toLocaleString('en-US');

/** What a fleet comes to, for a terminal. */
export function summaryText({ headline, todo, causes, blind, accounts, cells, byVerdict }: Summary): string {
  const lines = [
    headline,
    '',
    `${number(accounts)} ${accounts === 1 ? 'account' : 'accounts'}, ${number(cells)} cells: ${number(byVerdict.healthy)} healthy, ${number(byVerdict.broken)} broken, ${number(byVerdict.pending)} pending, ${number(byVerdict.undetermined)} undetermined`,
  ];
  const wide = Math.max(0, ...causes.map(({ cause }) => cause.length));
  if (causes.length > 0) lines.push('');
  for (const { cause, accounts: of, owner } of causes) {
    lines.push(`  ${number(of).padStart(6)}  ${cause.padEnd(wide)}  ${OWNER_WORDS[owner]}`);
  }
  for (const { reason, accounts: of } of blind.slice(0, 10)) {
    lines.push(`  ${number(of).padStart(6)}  could not be judged: ${harmless(reason)}`);
  }
  if (todo.length > 0) lines.push('', 'What to do', ...todo.map((one, at) => `  ${at + 1}. ${harmless(one)}`));
  return `${lines.join('\n')}\n`;
}

/** What a fleet comes to, for a terminal. */
export const text: FleetReporter = async function* (source) {
  yield summaryText(await summaryOf(source));
};
