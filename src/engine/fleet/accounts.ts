import { type OrganizationAccount, organizationAccounts } from '../../aws/accounts.ts';
import { AwsError, isDenial } from '../../aws/error.ts';
import type { Aws } from '../../core/aws.ts';
import type { Host } from '../../core/host.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { FleetAccount } from '../../fleet/account-line.ts';
import { readAccounts } from '../../fleet/accounts.ts';
import type { PlacedAccount } from '../../fleet/run-fleet.ts';
import { inShard } from '../../fleet/shard.ts';
import { type Asked, refuseAdminRole } from './asked.ts';
import { endsRun } from './enter.ts';

/** The accounts of a file or of standard input, checked as a whole before the first call. */
export async function listAccounts(
  host: Host,
  { accounts, allowAdminRole }: Asked,
): Promise<readonly FleetAccount[] | null> {
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

const fromOrganization = ({ id, name, ou }: OrganizationAccount): FleetAccount => ({
  account: id,
  assumeRole: null,
  regions: null,
  models: null,
  ou,
  name,
});

/** The accounts in their order, with those that are not active left out and told. */
export async function* placeAccounts(
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
