import { UsageError } from '../../core/usage-error.ts';
import { REGION } from '../../fleet/account-line.ts';
import type { FleetPrincipal } from '../../fleet/judge-account.ts';
import type { Shard } from '../../fleet/shard.ts';
import { parseShard } from '../../fleet/shard.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import { longFlag, type OptionName } from '../../options/table.ts';

/** What the command line asks of a fleet. */
export interface Asked {
  /** 'org', a file, or '-'. */
  readonly accounts: string;
  readonly ou: readonly string[];
  readonly regions: readonly string[];
  readonly models: readonly string[];
  readonly principal: FleetPrincipal;
  readonly assumeRole: string | null;
  readonly externalId: string | null;
  readonly allowAdminRole: boolean;
  readonly everyRegion: boolean;
  readonly shard: Shard | null;
  readonly concurrency: number;
  readonly failOn: 'error' | 'warning';
  readonly resume: string | null;
  readonly output: string | null;
}

const ACCOUNTS_AT_A_TIME = 24;
const MOST_AT_A_TIME = 500;

/** Values of a list option, with commas or spaces between, each once. */
const listOf = (options: ResolvedOptions, name: OptionName): readonly string[] => [
  ...new Set((options.list(name) ?? []).flatMap(({ value }) => value.split(/[\s,]+/)).filter((one) => one !== '')),
];

/** Roles that may do everything in their account: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html */
const ADMIN_ROLES = new Set(['OrganizationAccountAccessRole', 'AWSControlTowerExecution']);

/** The last part of a role's name, path or ARN. */
const bareRole = (role: string): string => role.split('/').at(-1) ?? role;

/** Throws a `UsageError` for a role that may do everything, where that was not agreed to. `where`: what names it. */
export function refuseAdminRole(role: string, where: string, allowed: boolean): void {
  if (allowed || !ADMIN_ROLES.has(bareRole(role))) return;
  throw new UsageError(
    `${where} names ${bareRole(role)}, which may do everything in its account, and looking needs little; roll out the role that bedrock-doctor explain permissions --for fleet --format cloudformation prints, or pass --allow-admin-role.`,
  );
}

/** A name that holds in every account; an ARN holds in one. */
function nameIn(options: ResolvedOptions, name: 'role' | 'user' | 'assumeRole'): string | null {
  const value = options.text(name)?.value ?? null;
  if (value === null) return null;
  if (value.startsWith('arn:')) {
    throw new UsageError(
      `${options.where(name)} is an ARN, which names one account, and fleet looks for it in every one; give the name alone: ${longFlag(name)} ${bareRole(value)}.`,
    );
  }
  if (!/^(?:\/?(?:[\w+=,.@-]+\/)*)[\w+=,.@-]{1,64}$/.test(value))
    throw options.wrong(name, 'must be a name as IAM has it');
  return value.replace(/^\//, '');
}

function principalOf(options: ResolvedOptions): FleetPrincipal {
  const [role, user, only] = [nameIn(options, 'role'), nameIn(options, 'user'), options.flag('agreementOnly')];
  const given = [role !== null ? '--role' : '', user !== null ? '--user' : '', only ? '--agreement-only' : ''];
  const named = given.filter((one) => one !== '');
  if (named.length === 0) {
    throw new UsageError(
      'fleet needs to know whose calls to examine in every account; pass --role NAME or --user NAME, or --agreement-only for form and agreement alone.',
    );
  }
  if (named.length > 1) throw new UsageError(`${named.join(' and ')} exclude each other; keep one of them.`);
  if (role !== null) return { kind: 'role', name: role };
  return user === null ? null : { kind: 'user', name: user };
}

function concurrencyOf(options: ResolvedOptions): number {
  const text = options.text('concurrency')?.value ?? String(ACCOUNTS_AT_A_TIME);
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > MOST_AT_A_TIME) {
    throw options.wrong('concurrency', `must be a number of accounts from 1 to ${MOST_AT_A_TIME}`);
  }
  return number;
}

/** Reads what is asked. Throws a `UsageError`. */
export function askedOf(options: ResolvedOptions): Asked {
  options.check();
  const accounts = options.text('accounts')?.value ?? null;
  if (accounts === null) {
    throw new UsageError(
      'fleet needs to know which accounts to look at; pass --accounts org, --accounts FILE, or --accounts - for standard input.',
    );
  }
  const ou = listOf(options, 'ou');
  if (ou.length > 0 && accounts !== 'org') {
    throw new UsageError(
      '--ou chooses among the accounts of the organization; pass it with --accounts org, or leave it out.',
    );
  }
  const badOu = ou.find((one) => !/^(?:ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/.test(one));
  if (badOu !== undefined) {
    throw new UsageError(
      `--ou must be the id of an organizational unit, such as ou-ab12-cdef3456 (it is ${JSON.stringify(badOu)}).`,
    );
  }
  const given = listOf(options, 'regions');
  const regions = given.length > 0 ? given : listOf(options, 'region');
  const wrong = regions.find((one) => !REGION.test(one));
  if (wrong !== undefined) {
    throw new UsageError(`--regions must be Regions such as us-east-1,eu-west-1 (one is ${JSON.stringify(wrong)}).`);
  }
  if (regions.length === 0) throw new UsageError('fleet needs to know where to look; pass --regions us-east-1,….');
  const models = listOf(options, 'models').length > 0 ? listOf(options, 'models') : listOf(options, 'model');
  if (models.length === 0) {
    throw new UsageError('fleet needs to know which models to look at; pass --models ID,….');
  }
  const assumeRole = nameIn(options, 'assumeRole');
  const allowAdminRole = options.flag('allowAdminRole');
  if (assumeRole !== null) refuseAdminRole(assumeRole, '--assume-role', allowAdminRole);
  const shard = options.text('shard')?.value ?? null;
  return {
    accounts,
    ou,
    regions,
    models,
    principal: principalOf(options),
    assumeRole,
    externalId: options.text('externalId')?.value ?? null,
    allowAdminRole,
    everyRegion: options.flag('everyRegion'),
    shard: shard === null ? null : parseShard(shard),
    concurrency: concurrencyOf(options),
    failOn: options.text('failOn')?.value === 'warning' ? 'warning' : 'error',
    resume: options.text('resume')?.value ?? null,
    output: options.text('output')?.value ?? null,
  };
}
