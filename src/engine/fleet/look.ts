import type { OrganizationAccount } from '../../aws/accounts.ts';
import { connect, sharedHandler } from '../../aws/connect.ts';
import type { LineFile } from '../../core/host.ts';
import type { ExitCode } from '../../core/report.ts';
import { Interrupted, UsageError } from '../../core/usage-error.ts';
import { graver } from '../../core/verdict.ts';
import { VERSION } from '../../core/version.ts';
import type { FleetAccount } from '../../fleet/account-line.ts';
import { beginCallCount, openGate } from '../../fleet/call-count.ts';
import { type PlacedAccount, runFleet } from '../../fleet/run-fleet.ts';
import { type RunParameters, runLine } from '../../fleet/run-line.ts';
import { inShard } from '../../fleet/shard.ts';
import { type RegionAnswers, shareAnswers } from '../../fleet/shared-aws.ts';
import { beginSummary } from '../../fleet/summary.ts';
import { offerToClear } from '../change/pending-grants.ts';
import { openAws } from '../session/aws-session.ts';
import type { Session } from '../session/session.ts';
import { listAccounts, placeAccounts } from './accounts.ts';
import { type Asked, askedOf } from './asked.ts';
import { sayEnd, sayGoOn, sayLeftOut } from './end.ts';
import { type Door, endsRun, enter } from './enter.ts';
import { openSink } from './files.ts';
import { atHome, findHome } from './home.ts';
import { judgeCells } from './judge.ts';
import { beginProgress } from './progress.ts';
import { checkRegions, refuseWithoutBedrock } from './regions.ts';
import { resumedFrom } from './resumed.ts';

/** Longest time for a whole fleet where nobody says another. */
const TIMEOUT_MS = 12 * 3_600_000;
/** Tries of a call: thousands of accounts at once meet the limits of the operator's own. */
const ATTEMPTS = 6;

const parametersOf = (asked: Asked, startedAt: number): RunParameters => ({
  schemaVersion: 1,
  tool: { name: 'bedrock-doctor', version: VERSION },
  startedAt: new Date(startedAt).toISOString(),
  accounts: asked.accounts,
  ou: asked.ou,
  regions: asked.regions,
  models: asked.models,
  principal: asked.principal,
  agreementOnly: asked.principal === null,
  assumeRole: asked.assumeRole,
  everyRegion: asked.everyRegion,
  failOn: asked.failOn,
  shard: asked.shard,
});

/** Every Region that some account is looked at in. */
const regionsOf = ({ regions }: Asked, list: readonly FleetAccount[] | null): readonly string[] => [
  ...new Set([...regions, ...(list ?? []).flatMap((one) => one.regions ?? [])]),
];

/** Throws a `UsageError` where an account is not the operator's own and nothing says by which role it is entered. */
function refuseWithoutRole(home: string, asked: Asked, list: readonly FleetAccount[] | null): void {
  const lost = list?.find(({ account, assumeRole }) => account !== home && (assumeRole ?? asked.assumeRole) === null);
  if (lost === undefined && (list !== null || asked.assumeRole !== null)) return;
  throw new UsageError(
    `Your credentials are for account ${home}, and no role is named to enter ${lost === undefined ? 'the others' : `account ${lost.account}`}; pass --assume-role NAME. bedrock-doctor explain permissions --for fleet --format cloudformation prints one to roll out.`,
  );
}

/** A stream whose first account was taken from it already. */
async function* withFirst(
  first: IteratorResult<PlacedAccount>,
  others: AsyncIterable<PlacedAccount>,
): AsyncGenerator<PlacedAccount> {
  if (first.done === true) return;
  yield first.value;
  yield* others;
}

/** `fleet`: judges every cell of every account and writes each as soon as it is known. Reads only. */
export async function lookAtFleet(session: Session): Promise<ExitCode> {
  const { host, options, quiet } = session;
  const asked = askedOf(options);
  const list = await listAccounts(host, asked);
  const places = regionsOf(asked, list);
  checkRegions(places);
  const run = parametersOf(asked, session.startedAt);
  const resumed = await resumedFrom(host, asked.resume, run);
  const opened = await openAws(atHome(session, asked), TIMEOUT_MS);
  const calls = beginCallCount();
  const connection = {
    ...opened.connection,
    region: asked.regions[0] ?? opened.target.region.value,
    attempts: ATTEMPTS,
    handler: sharedHandler(opened.connection.network ?? null),
  };
  const homeAws = connect({ ...connection, around: openGate(calls).around });
  const home = await findHome(homeAws, host);
  if (typeof home !== 'string') return home;
  await offerToClear(opened, false);
  refuseWithoutRole(home, asked, list);
  const ofRegions: RegionAnswers = new Map();
  const share: Door['share'] = (aws) => shareAnswers(aws, ofRegions, asked.everyRegion);
  const inPlace = asked.resume !== null && (asked.output === null || asked.output === asked.resume);
  const tally = beginSummary();
  const mine = list?.filter(({ account }) => asked.shard === null || inShard(account, asked.shard)) ?? null;
  const progress = beginProgress(host, quiet, mine?.length ?? null);
  const left: OrganizationAccount[] = [];
  const together = { purposes: true };
  let through = 0;
  let failure: unknown = null;
  let sink: LineFile | null = null;
  try {
    const accounts = placeAccounts(list, homeAws, asked, (account) => left.push(account));
    // What may be refused as a whole is asked before anything is written over.
    const [first] = await Promise.all([accounts.next(), refuseWithoutBedrock(share(homeAws), places)]);
    sink = await openSink(host, inPlace ? asked.resume : asked.output, inPlace);
    const { write } = sink;
    if (!inPlace) await write(runLine(run));
    for await (const { cell, text } of resumed.cells()) {
      tally.add(cell);
      if (!inPlace) await write(`${text}\n`);
    }
    await runFleet({
      ...asked,
      accounts: withFirst(first, accounts),
      signal: opened.deadline,
      now: host.now,
      sleep: (ms) => host.sleep(ms, opened.deadline),
      skips: resumed.has,
      write: async (cell) => {
        tally.add(cell);
        progress.cell();
        await write(`${JSON.stringify(cell)}\n`);
      },
      finished: () => {
        through += 1;
        progress.account(through);
      },
      judge: async ({ account, assumeRole }, regions, models) => {
        const aws = await enter(account, assumeRole ?? asked.assumeRole, regions[0] ?? connection.region, {
          home,
          homeAws,
          connection: { ...connection, signal: opened.deadline, around: openGate(calls).around },
          externalId: asked.externalId,
          now: host.now,
          share,
        });
        if ('reason' in aws) return aws;
        const skips = (region: string, model: string): boolean => resumed.has(account, region, model);
        return judgeCells({ ...asked, account, aws, regions, models, skips }, host.now(), together);
      },
    });
  } catch (error) {
    failure = error;
  } finally {
    progress.stop();
    await sink?.close();
  }
  if (host.signal.aborted) throw new Interrupted();
  const refused = failure !== null && endsRun(failure);
  if (failure !== null && !refused && !opened.deadline.aborted) throw failure;
  const summary = tally.conclude();
  sayLeftOut(host, left);
  sayEnd(host, summary, calls, options.flag('verbose'), quiet, host.now() - session.startedAt);
  if (refused) {
    host.err(
      `AWS no longer accepts the credentials: ${failure instanceof Error ? failure.message : ''}. Go on with ${sayGoOn(asked)}.\n`,
    );
    return 4;
  }
  if (opened.deadline.aborted) {
    host.err(`The time is over before the last account. Go on with ${sayGoOn(asked)}.\n`);
    return graver(summary.exit, 3);
  }
  return summary.exit;
}
