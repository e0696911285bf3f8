import { partitionOf } from '../bedrock/partition.ts';
import type { FleetAccount } from './account-line.ts';
import type { FleetCell } from './cell.ts';
import type { Barred, CellVerdict, FleetPrincipal } from './judge-account.ts';

/** One account with its place in the list. */
export interface PlacedAccount extends FleetAccount {
  readonly order: number;
}

/** What a run of a fleet is made of. */
export interface FleetRun {
  readonly accounts: AsyncIterable<PlacedAccount>;
  readonly regions: readonly string[];
  readonly models: readonly string[];
  readonly principal: FleetPrincipal;
  /** Accounts at a time. */
  readonly concurrency: number;
  /** Ends the run: what is under way is not written any more. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Judges the cells of one account; gives why where it cannot be entered. */
  readonly judge: (
    account: PlacedAccount,
    regions: readonly string[],
    models: readonly string[],
  ) => Promise<AsyncIterable<CellVerdict> | Barred>;
  /** Whether a cell is there already. */
  readonly skips: (account: string, region: string, model: string) => boolean;
  readonly write: (cell: FleetCell) => Promise<void>;
  /** Told when an account is through. */
  readonly finished: () => void;
  /** Resolves after so many milliseconds, or sooner at the run's end. */
  readonly sleep: (ms: number) => Promise<unknown>;
}

const isBarred = (judged: AsyncIterable<CellVerdict> | Barred): judged is Barred => 'reason' in judged;

/** The ARN a principal has where its account was not entered; a path in it is not known then. */
const assumedArn = (account: string, region: string, principal: FleetPrincipal): string | null =>
  principal === null ? null : `arn:${partitionOf(region)}:iam::${account}:${principal.kind}/${principal.name}`;

/** Works through one account: every cell that is not there yet gets a line. */
async function lookAt(place: PlacedAccount, run: FleetRun): Promise<void> {
  const { account, order, ou, name } = place;
  const regions = place.regions ?? run.regions;
  const models = place.models ?? run.models;
  const open = regions.flatMap((region) =>
    models.filter((model) => !run.skips(account, region, model)).map((model) => ({ region, model })),
  );
  if (open.length === 0) return;
  const put = (verdict: CellVerdict): Promise<void> => {
    const { deduced, ...rest } = verdict;
    return run.write({
      account,
      ...rest,
      at: new Date(run.now()).toISOString(),
      order,
      ...(ou === null ? {} : { ou }),
      ...(name === null ? {} : { name }),
      ...(deduced === undefined || deduced.length === 0 ? {} : { deduced }),
    });
  };
  const judged = await run.judge(place, regions, models);
  if (run.signal.aborted) return;
  if (isBarred(judged)) {
    for (const { region, model } of open) {
      await put({
        region,
        principal: assumedArn(account, region, run.principal),
        model,
        verdict: 'undetermined',
        rootCause: judged.rootCause,
        otherCauses: [],
        unknown: judged.unknown,
        reason: judged.reason,
      });
    }
    return;
  }
  for await (const verdict of judged) {
    // A verdict on answers that were cut off is none.
    if (run.signal.aborted) return;
    await put(verdict);
  }
}

/** Accounts at the very beginning: what all of them share is read first, and the first lines come at once. */
const AT_FIRST = 2;
/** After so long one more is let in, whoever is through: an account that throttles its calls takes seconds. */
const LET_IN_MS = 250;

/**
 * Judges a stream of accounts, so many at a time: each is entered, judged, written and forgotten. It begins with few; each
 * account that is through, and each moment, lets one more in until as many as wanted are under way. Ends early when the signal fires;
 * what is not written then can be resumed. Throws what writing throws.
 */
export async function runFleet(run: FleetRun): Promise<void> {
  const accounts = run.accounts[Symbol.asyncIterator]();
  let turn: Promise<IteratorResult<PlacedAccount>> | null = null;
  const next = (): Promise<IteratorResult<PlacedAccount>> => {
    turn = (turn ?? Promise.resolve()).then(() => accounts.next());
    return turn;
  };
  await new Promise<void>((done, fail) => {
    let [begun, running] = [0, 0];
    const work = async (): Promise<void> => {
      while (!run.signal.aborted) {
        const place = await next();
        if (place.done === true) return;
        await lookAt(place.value, run);
        if (run.signal.aborted) return;
        run.finished();
        begin();
      }
    };
    const begin = (): void => {
      if (begun >= run.concurrency) return;
      begun += 1;
      running += 1;
      work().then(() => {
        running -= 1;
        if (running === 0) done();
      }, fail);
    };
    for (let one = 0; one < AT_FIRST; one += 1) begin();
    const letIn = async (): Promise<void> => {
      while (running > 0 && begun < run.concurrency && !run.signal.aborted) {
        await run.sleep(LET_IN_MS);
        if (running > 0) begin();
      }
    };
    letIn().catch(fail);
  });
}
