import { OWNER_WORDS } from '../causes/owner.ts';
import type { CauseId, Owner } from '../core/cause.ts';
import type { ExitCode, VerdictWord } from '../core/report.ts';
import { graver } from '../core/verdict.ts';
import { exitOf, type FleetCell } from './cell.ts';
import type { CauseCount, Counts } from './counts.ts';
import { findFleetFix } from './fleet-fix.ts';
import { type Action, actionsOf, ENTERING, headlineOf, sayAccounts, sayAction, sightFor } from './todo.ts';

/** What a fleet comes to. */
export interface Summary extends Counts {
  /** The sentence that matters. */
  readonly headline: string;
  /** At most three things to do, the one that does most first; `todo` has the same as sentences. */
  readonly actions: readonly Action[];
  readonly todo: readonly string[];
  readonly exit: ExitCode;
}

/** A summary that is being made, cell by cell. */
export interface Tally {
  readonly add: (cell: FleetCell) => void;
  readonly conclude: () => Summary;
}

interface Growing {
  readonly accounts: Set<string>;
  cells: number;
}
const growing = (): Growing => ({ accounts: new Set(), cells: 0 });
const grow = <K>(map: Map<K, Growing>, key: K, account: string): void => {
  const one = map.get(key) ?? growing();
  one.accounts.add(account);
  one.cells += 1;
  map.set(key, one);
};

/** Reasons that differ only in the account they are about are one. */
export const withoutAccount = (reason: string, account: string): string => reason.replaceAll(account, '<account>');

/** Begins a summary. Memory grows with the number of accounts and causes, not with cells. */
export function beginSummary(): Tally {
  const healthy = new Map<string, boolean>();
  const causes = new Map<CauseId, Growing & { readonly title: string; readonly owner: Owner }>();
  const behind = new Map<CauseId, number>();
  const blindActions = new Map<string, Growing>();
  const blindReasons = new Map<string, Growing>();
  const byVerdict: Record<VerdictWord, number> = { healthy: 0, broken: 0, undetermined: 0, pending: 0 };
  let cells = 0;
  let exit: ExitCode = 0;
  return {
    add: (cell) => {
      const { account, verdict, rootCause, otherCauses, unknown, reason } = cell;
      cells += 1;
      byVerdict[verdict] += 1;
      exit = graver(exit, exitOf(cell));
      healthy.set(account, (healthy.get(account) ?? true) && verdict === 'healthy');
      for (const cause of otherCauses) behind.set(cause, (behind.get(cause) ?? 0) + 1);
      if (rootCause !== null) {
        const { cause, title, owner } = rootCause;
        const one = causes.get(cause) ?? { ...growing(), title, owner };
        one.accounts.add(account);
        one.cells += 1;
        causes.set(cause, one);
      } else if (verdict === 'undetermined') {
        if (unknown.length === 0) grow(blindReasons, withoutAccount(reason ?? 'nobody said why', account), account);
        for (const action of unknown) grow(blindActions, action, account);
      }
    },
    conclude: () => {
      const counted = [...causes]
        .map(([cause, { accounts, cells: of, title, owner }]): CauseCount => {
          const { todo, once, who = OWNER_WORDS[owner] } = findFleetFix(cause, owner, title);
          return {
            cause,
            title,
            owner,
            accounts: accounts.size,
            cells: of,
            behind: behind.get(cause) ?? 0,
            todo,
            once,
            who,
          };
        })
        .sort((a, b) => b.accounts - a.accounts || b.cells - a.cells || a.cause.localeCompare(b.cause));
      const blind = [
        ...[...blindReasons].map(([reason, { accounts, cells: of }]) => ({
          action: null,
          reason,
          todo: `Look into the ${sayAccounts(accounts.size)} that could not be judged: ${reason}.`,
          accounts: accounts.size,
          cells: of,
        })),
        ...[...blindActions].map(([action, { accounts, cells: of }]) => ({
          action,
          reason: action === ENTERING ? 'the role to assume does not let us in' : `${action} is not allowed`,
          todo: sightFor(action, accounts.size),
          accounts: accounts.size,
          cells: of,
        })),
      ].sort((a, b) => b.accounts - a.accounts);
      const healthyAccounts = [...healthy.values()].filter((one) => one).length;
      const total = { accounts: healthy.size, cells, byVerdict, healthyAccounts, causes: counted, blind };
      const actions = actionsOf(total);
      return { ...total, headline: headlineOf(total), actions, todo: actions.map(sayAction), exit };
    },
  };
}

/** What a fleet comes to, with the three things to do. Pure. */
export function summarize(cells: Iterable<FleetCell>): Summary {
  const tally = beginSummary();
  for (const cell of cells) tally.add(cell);
  return tally.conclude();
}
