import type { CauseId, Owner } from '../core/cause.ts';
import { capitalize } from '../core/sentence.ts';
import type { CauseCount, Counts } from './counts.ts';
import { findFleetFix } from './fleet-fix.ts';

/** The action without which an account cannot be entered at all. */
export const ENTERING = 'sts:AssumeRole';

/** 12345 as '12,345'. */
export const sayNumber = (count: number): string => count.toLocaleString('en-US');
const counted = (count: number, noun: string): string => `${sayNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
/** '1 account', '2,000 accounts'. */
export const sayAccounts = (count: number): string => counted(count, 'account');
/** '1 cell', '30,000 cells'. */
export const sayCells = (count: number): string => counted(count, 'cell');

/** What to do about an action that the role that looks lacks. */
export const sightFor = (action: string, accounts: number): string =>
  action === ENTERING
    ? `Roll the reading role out to the ${sayAccounts(accounts)} that could not be entered (bedrock-doctor explain permissions --for fleet --format cloudformation).`
    : `Allow ${action} to the role that looks: ${sayAccounts(accounts)} could not be judged without it.`;

/** Most accounts that one thing to do makes better: what is done once comes before what is done in each account. */
const byEffect = (a: CauseCount, b: CauseCount): number =>
  b.accounts * (b.once ? 2 : 1) - a.accounts * (a.once ? 2 : 1);

/** The sentence at the top: what most accounts lack and what fixes all of them at once, else how things stand. */
export function headlineOf({ accounts, causes, blind, byVerdict, cells }: Counts): string {
  const [first] = [...causes].sort(byEffect);
  const all = `${sayAccounts(accounts)}`;
  if (cells === 0) return 'No cell was judged.';
  if (first === undefined) {
    const [most] = blind;
    if (most === undefined) return `All ${all} are healthy: every model answers everywhere it was asked about.`;
    return `${sayNumber(most.accounts)} of ${all} could not be judged: ${most.reason}.`;
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
  return `${sayNumber(first.accounts)} of ${all} ${verb}; ${fix}.${waits}`;
}

/** Who gives the role that looks what it lacks. */
export const WHO_LOOKS = 'whoever owns the role that looks';

/** One thing to do. */
export interface Action {
  /** An imperative sentence without its full stop. */
  readonly what: string;
  /** Who does it, in words. */
  readonly who: string;
  /** Who does it; null: whoever owns the role that looks. */
  readonly owner: Owner | null;
  /** The cause it ends; null where it lets something be seen. */
  readonly cause: CauseId | null;
  /** How many it helps. */
  readonly accounts: number;
  readonly cells: number;
}

/** The three things to do, by how many accounts each helps. Pure. */
export function actionsOf({ causes, blind }: Counts): readonly Action[] {
  const fixes = [...causes].sort(byEffect).map(({ cause, todo, owner, who, accounts, cells, once }) => ({
    weight: accounts * (once ? 2 : 1),
    action: { what: capitalize(todo), who, owner, cause, accounts, cells },
  }));
  const sight = blind.map(({ accounts, cells, todo }) => ({
    weight: accounts,
    action: { what: todo.replace(/\.$/, ''), who: WHO_LOOKS, owner: null, cause: null, accounts, cells },
  }));
  // A cause is known, and a reason for not knowing may hide anything: causes come first among equals.
  return [...fixes, ...sight]
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ action }) => action);
}

/** An action as one sentence, with how many it helps. Pure. */
export const sayAction = ({ what, cause, accounts, cells }: Action): string =>
  cause === null ? `${what}.` : `${what}: ${sayAccounts(accounts)}, ${sayCells(cells)}.`;
