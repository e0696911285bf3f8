import { type OrganizationAccount, organizationAccounts } from '../../aws/accounts.ts';
import { connect, sharedHandler } from '../../aws/connect.ts';
import { AwsError, isDenial } from '../../aws/error.ts';
import { getCallerIdentity } from '../../aws/operations/sts.ts';
import type { Aws } from '../../core/aws.ts';
import type { Host } from '../../core/host.ts';
import type { ExitCode } from '../../core/report.ts';
import { Interrupted, UsageError } from '../../core/usage-error.ts';
import { VERSION } from '../../core/version.ts';
import type { FleetAccount } from '../../fleet/account-line.ts';
import { readAccounts } from '../../fleet/accounts.ts';
import { beginCallCount, type CallCount, openGate } from '../../fleet/call-count.ts';
import { graver } from '../../fleet/cell.ts';
import { summaryText } from '../../fleet/report/text.ts';
import { type PlacedAccount, runFleet } from '../../fleet/run-fleet.ts';
import { type RunParameters, runLine } from '../../fleet/run-line.ts';
import { inShard } from '../../fleet/shard.ts';
import { type RegionAnswers, shareAnswers } from '../../fleet/shared-aws.ts';
import { beginSummary, type Summary } from '../../fleet/summary.ts';
import type { OptionName } from '../../options/table.ts';
import { offerToClear } from '../change/pending-grants.ts';
import { type AwsSession, openAws } from '../session/aws-session.ts';
import type { Session } from '../session/session.ts';
import { type Asked, askedOf, refuseAdminRole } from './asked.ts';
import { type Door, endsRun, enter } from './enter.ts';
import { openSink } from './files.ts';
import { judgeCells } from './judge.ts';
import { beginProgress } from './progress.ts';
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

/** Options that name what is examined or entered in other accounts: at home they mean nothing. */
const ELSEWHERE: ReadonlySet<OptionName> = new Set<OptionName>([
  'role',
  'user',
  'assumeRole',
  'externalId',
  'model',
  'stack',
  'function',
]);

/** The session as the operator's own account is reached: through the first Region, where no other is given. */
const atHome = (session: Session, { regions: [first] }: Asked): Session => {
  const { options } = session;
  return {
    ...session,
    options: {
      ...options,
      text: (name) => {
        if (ELSEWHERE.has(name)) return null;
        const given = options.text(name);
        return name === 'region' && given === null && first !== undefined
          ? { value: first, source: { from: 'flag', name: '--regions' } }
          : given;
      },
      list: (name) => (ELSEWHERE.has(name) ? null : options.list(name)),
      source: (name) => (ELSEWHERE.has(name) ? null : options.source(name)),
    },
  };
};

/** The accounts of a file or of standard input, checked as a whole before the first call. */
async function listed(host: Host, { accounts, allowAdminRole }: Asked): Promise<readonly FleetAccount[] | null> {
  if (accounts === 'org') return null;
  const name = accounts === '-' ? 'standard input' : accounts;
  const pieces = await host.pieces(accounts);
  if (pieces === null) {
    throw new UsageError(
      `${accounts} does not exist; --accounts takes org, a file with an account id a line, or - for standard input.`,
    );
  }
  const list = await readAccounts(pieces, name);
  for (const { assumeRole, account } of list) {
    if (assumeRole !== null) refuseAdminRole(assumeRole, `${name}, account ${account},`, allowAdminRole);
  }
  return list;
}

/** The operator's account, or how the run ends without it. */
async function homeOf(aws: Aws, host: Host): Promise<string | ExitCode> {
  try {
    const { Account = '' } = await aws.ask(getCallerIdentity, {});
    return Account;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (endsRun(error)) {
      host.err(`AWS does not accept the credentials, or there are none: ${error.message}\n`);
      return 4;
    }
    host.err(`AWS cannot be asked who you are: ${error.message}\n`);
    return 3;
  }
}

const fromOrganization = ({ id, name, ou }: OrganizationAccount): FleetAccount => ({
  account: id,
  assumeRole: null,
  regions: null,
  models: null,
  ou,
  name,
});

/** The accounts in their order, with those that are not active left out and told. */
async function* placed(
  list: readonly FleetAccount[] | null,
  aws: Aws,
  { ou, shard }: Asked,
  left: (account: OrganizationAccount) => void,
): AsyncGenerator<PlacedAccount> {
  let order = 0;
  const mine = ({ account }: FleetAccount): boolean => shard === null || inShard(account, shard);
  if (list !== null) {
    for (const account of list) {
      if (mine(account)) yield { ...account, order };
      order += 1;
    }
    return;
  }
  try {
    for await (const account of organizationAccounts(aws, ou)) {
      const found = fromOrganization(account);
      if (!mine(found)) {
        order += 1;
        continue;
      }
      if (account.active) yield { ...found, order };
      else left(account);
      order += 1;
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw endsRun(error) || error.kind === 'timeout' ? error : new UsageError(sayNoOrganization(error));
  }
}

const sayNoOrganization = (error: AwsError): string =>
  isDenial(error)
    ? `You may not ${error.action}, which --accounts org needs; use the management account or a delegated administrator, or pass --accounts FILE.`
    : `The organization's accounts cannot be listed (${error.code}): ${error.message}`;

/** What the run came to, on standard error: standard output may be the lines. */
function sayEnd(host: Host, summary: Summary, calls: CallCount, verbose: boolean, quiet: boolean, ms: number): void {
  if (!quiet) host.err(`\n${summaryText(summary)}`);
  const rate = summary.cells === 0 ? '' : ` (${(calls.total() / summary.cells).toFixed(2)} a cell)`;
  host.err(`apiCalls: ${calls.total()}${rate} in ${(ms / 1_000).toFixed(1)} s\n`);
  if (verbose) for (const [action, count] of calls.table()) host.err(`${String(count).padStart(8)}  ${action}\n`);
}

/** `fleet`: judges every cell of every account and writes each as soon as it is known. Reads only. */
export async function lookAtFleet(session: Session): Promise<ExitCode> {
  const { host, options, quiet } = session;
  const asked = askedOf(options);
  const list = await listed(host, asked);
  const run = parametersOf(asked, session.startedAt);
  const resumed = await resumedFrom(host, asked.resume, run);
  const opened = await openAws(atHome(session, asked), TIMEOUT_MS);
  const calls = beginCallCount();
  const region = asked.regions[0] ?? opened.target.region.value;
  const connection = {
    ...opened.connection,
    region,
    attempts: ATTEMPTS,
    handler: sharedHandler(opened.connection.network ?? null),
  };
  const homeAws = connect({ ...connection, around: openGate(calls).around });
  const home = await homeOf(homeAws, host);
  if (typeof home !== 'string') return home;
  await offerToClear(opened, false);
  const lost = list?.find(({ account, assumeRole }) => account !== home && (assumeRole ?? asked.assumeRole) === null);
  if (lost !== undefined || (list === null && asked.assumeRole === null)) {
    throw new UsageError(
      `Your credentials are for account ${home}, and no role is named to enter ${lost === undefined ? 'the others' : `account ${lost.account}`}; pass --assume-role NAME. bedrock-doctor explain permissions --for fleet --format cloudformation prints one to roll out.`,
    );
  }
  const inPlace = asked.resume !== null && (asked.output === null || asked.output === asked.resume);
  const sink = await openSink(host, inPlace ? asked.resume : asked.output, inPlace);
  const tally = beginSummary();
  const progress = beginProgress(
    host,
    quiet,
    list === null ? null : list.filter((one) => asked.shard === null || inShard(one.account, asked.shard)).length,
  );
  const left: OrganizationAccount[] = [];
  let through = 0;
  let failure: unknown = null;
  try {
    if (!inPlace) await sink.write(runLine(run));
    for await (const { cell, text } of resumed.cells()) {
      tally.add(cell);
      if (!inPlace) await sink.write(`${text}\n`);
    }
    await runFleet({
      accounts: placed(list, homeAws, asked, (account) => left.push(account)),
      regions: asked.regions,
      models: asked.models,
      principal: asked.principal,
      concurrency: asked.concurrency,
      signal: opened.deadline,
      now: host.now,
      skips: resumed.has,
      write: async (cell) => {
        tally.add(cell);
        progress.cell();
        await sink.write(`${JSON.stringify(cell)}\n`);
      },
      finished: () => {
        through += 1;
        progress.account(through);
      },
      judge: judgeWith(session, opened, asked, { home, homeAws, connection, calls }, resumed.has),
    });
  } catch (error) {
    failure = error;
  } finally {
    progress.stop();
    await sink.close();
  }
  if (host.signal.aborted) throw new Interrupted();
  if (failure !== null && !endsRun(failure) && !opened.deadline.aborted) throw failure;
  const summary = tally.conclude();
  if (left.length > 0) {
    host.err(
      `Left out, not active: ${left
        .slice(0, 10)
        .map(({ id, state }) => `${id} (${state})`)
        .join(', ')}${left.length > 10 ? ` and ${left.length - 10} more` : ''}.\n`,
    );
  }
  sayEnd(host, summary, calls, options.flag('verbose'), quiet, host.now() - session.startedAt);
  if (failure !== null && endsRun(failure)) {
    host.err(
      `AWS no longer accepts the credentials: ${failure instanceof Error ? failure.message : ''}. Go on with ${goOn(asked)}.\n`,
    );
    return 4;
  }
  if (opened.deadline.aborted) {
    host.err(`The time is over before the last account. Go on with ${goOn(asked)}.\n`);
    return graver(summary.exit, 3);
  }
  return summary.exit;
}

const goOn = ({ resume, output }: Asked): string => `the same command and --resume ${output ?? resume ?? 'FILE'}`;

/** Enters an account and judges its cells. */
function judgeWith(
  { host }: Session,
  { deadline }: AwsSession,
  asked: Asked,
  { home, homeAws, connection, calls }: Pick<Door, 'home' | 'homeAws' | 'connection'> & { readonly calls: CallCount },
  has: (account: string, region: string, model: string) => boolean,
): Parameters<typeof runFleet>[0]['judge'] {
  const ofRegions: RegionAnswers = new Map();
  const together = { purposes: true };
  return async ({ account, assumeRole }, regions, models) => {
    const door: Door = {
      home,
      homeAws,
      connection: { ...connection, signal: deadline, around: openGate(calls).around },
      externalId: asked.externalId,
      now: host.now,
      share: (aws) => shareAnswers(aws, ofRegions, asked.everyRegion),
    };
    const aws = await enter(account, assumeRole ?? asked.assumeRole, regions[0] ?? connection.region, door);
    if ('reason' in aws) return aws;
    return judgeCells(
      {
        account,
        aws,
        regions,
        models,
        principal: asked.principal,
        everyRegion: asked.everyRegion,
        failOn: asked.failOn,
        skips: (region, model) => has(account, region, model),
      },
      host.now(),
      together,
    );
  };
}
