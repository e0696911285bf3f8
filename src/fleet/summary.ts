import type { CauseId, Owner } from '../core/cause.ts';
import type { ExitCode, VerdictWord } from '../core/report.ts';
import { exitOf, type FleetCell, graver } from './cell.ts';
import { findFleetFix } from './fleet-fix.ts';

/** One cause over the whole fleet. */
export interface CauseCount {
  readonly cause: CauseId;
  readonly title: string;
  readonly owner: Owner;
  /** Accounts and cells that have it as their root cause. */
  readonly accounts: number;
  readonly cells: number;
  /** Cells that have it behind another root cause. */
  readonly behind: number;
  /** What to do about all of them, and whether one act does for all. */
  readonly todo: string;
  readonly once: boolean;
}

/** Cells that nobody could judge, by what stood in the way. */
export interface BlindCount {
  /** An IAM action that is missing; null where the account could not be entered or the reason is another. */
  readonly action: string | null;
  readonly reason: string;
  readonly todo: string;
  readonly accounts: number;
  readonly cells: number;
}

/** What a fleet comes to. */
export interface Summary {
  readonly accounts: number;
  readonly cells: number;
  readonly byVerdict: Readonly<Record<VerdictWord, number>>;
  /** Accounts with no cell that is not healthy. */
  readonly healthyAccounts: number;
  /** Those with the most accounts first. */
  readonly causes: readonly CauseCount[];
  readonly blind: readonly BlindCount[];
  /** The sentence that matters. */
  readonly headline: string;
  /** At most three things to do, the one that does most first. */
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

/** The action without which an account cannot be entered at all. */
const ENTERING = 'sts:AssumeRole';

/** Reasons that differ only in the account they are about are one. */
export const withoutAccount = (reason: string, account: string): string => reason.replaceAll(account, '<account>');

const number = (count: number): string => count.toLocaleString('en-US');
const accountsWord = (count: number): string => (count === 1 ? 'account' : 'accounts');

/** What to do about an action that the role that looks lacks. */
const sightFor = (action: string, accounts: number): string =>
  action === ENTERING
    ? `Roll the reading role out to the ${number(accounts)} ${accountsWord(accounts)} that could not be entered (bedrock-doctor explain permissions --for fleet --format cloudformation).`
    : `Allow ${action} to the role that looks: ${number(accounts)} ${accountsWord(accounts)} could not be judged without it.`;

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
          const { todo, once } = findFleetFix(cause, owner, title);
          return {
            cause,
            title,
            owner,
            accounts: accounts.size,
            cells: of,
            behind: behind.get(cause) ?? 0,
            todo,
            once,
          };
        })
        .sort((a, b) => b.accounts - a.accounts || b.cells - a.cells || a.cause.localeCompare(b.cause));
      const blind = [
        ...[...blindReasons].map(([reason, { accounts, cells: of }]) => ({
          action: null,
          reason,
          todo: `Look into the ${number(accounts.size)} ${accountsWord(accounts.size)} that could not be judged: ${reason}.`,
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
      return { ...total, headline: headlineOf(total), todo: todoOf(total), exit };
    },
  };
}

type Total = Omit<Summary, 'headline' | 'todo' | 'exit'>;

/** Most accounts that one thing to do makes better: what is done once comes before what is done in each account. */
const byEffect = (a: CauseCount, b: CauseCount): number =>
  b.accounts * (b.once ? 2 : 1) - a.accounts * (a.once ? 2 : 1);

/** The sentence at the top: what most accounts lack and what fixes all of them at once, else how things stand. */
function headlineOf({ accounts, causes, blind, byVerdict, cells }: Total): string {
  const [first] = [...causes].sort(byEffect);
  const all = `${number(accounts)} ${accountsWord(accounts)}`;
  if (cells === 0) return 'No cell was judged.';
  if (first === undefined) {
    const [most] = blind;
    if (most === undefined) return `All ${all} are healthy: every model answers everywhere it was asked about.`;
    return `${number(most.accounts)} of ${all} could not be judged: ${most.reason}.`;
  }
  const { have, once } = findFleetFix(first.cause, first.owner, first.title);
  const few = first.accounts === 1;
  const verb = few
    ? have
        .replace(/^lack\b/, 'lacks')
        .replace(/^have\b/, 'has')
        .replace(/^are\b/, 'is')
    : have;
  const fix =
    first.cause === 'use-case-form-missing'
      ? "the management account's form would fix all of them at once"
      : once
        ? `one change would fix ${few ? 'it' : 'all of them at once'} (${first.todo})`
        : first.todo;
  const waits = byVerdict.broken === 0 ? ' Nothing is to be done but to wait.' : '';
  return `${number(first.accounts)} of ${all} ${verb}; ${fix}.${waits}`;
}

/** The three things to do, by how many accounts each helps. */
function todoOf({ causes, blind }: Total): readonly string[] {
  const fixes = [...causes].sort(byEffect).map(({ todo, accounts, cells, once }) => ({
    accounts: accounts * (once ? 2 : 1),
    text: `${todo.charAt(0).toUpperCase()}${todo.slice(1)}: ${number(accounts)} ${accountsWord(accounts)}, ${number(cells)} ${cells === 1 ? 'cell' : 'cells'}.`,
  }));
  const sight = blind.map(({ accounts, todo }) => ({ accounts, text: todo }));
  // A cause is known, and a reason for not knowing may hide anything: causes come first among equals.
  return [...fixes, ...sight]
    .sort((a, b) => b.accounts - a.accounts)
    .slice(0, 3)
    .map(({ text }) => text);
}

/** What a fleet comes to, with the three things to do. Pure. */
export function summarize(cells: Iterable<FleetCell>): Summary {
  const tally = beginSummary();
  for (const cell of cells) tally.add(cell);
  return tally.conclude();
}
