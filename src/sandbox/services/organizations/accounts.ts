import { chance } from '../../chance.ts';
import type { Organization } from '../../world.ts';

/** One account of an organization, as far as its number and the organization's seed say. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly status: 'ACTIVE' | 'SUSPENDED';
  /** Id of the organizational unit it is in. */
  readonly parent: string;
}

/** Member accounts have consecutive made-up ids behind this one. */
const FIRST = 200_000_000_000;
/** The numbers of the account that is suspended and of the one that trusts nobody, where there are so many. */
const SUSPENDED = 3;
export const REFUSING = 5;

/** The organizational units: half the accounts in the first, the rest in the other two. */
export const UNITS: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'ou-sbox-workloads', name: 'Workloads' },
  { id: 'ou-sbox-sandboxes', name: 'Sandboxes' },
  { id: 'ou-sbox-platforms', name: 'Platforms' },
];
export const ROOT_ID = 'r-sbox';

/** The account of that number; 0 is the management account. */
export function memberAt(organization: Organization, number: number): Member {
  if (number === 0) {
    return { id: organization.managementAccount, name: 'management', status: 'ACTIVE', parent: ROOT_ID };
  }
  const draw = chance(organization.seed, number);
  const unit = UNITS[draw < 0.5 ? 0 : draw < 0.8 ? 1 : 2];
  return {
    id: String(FIRST + number),
    name: `account-${number}`,
    status: number === SUSPENDED ? 'SUSPENDED' : 'ACTIVE',
    parent: unit?.id ?? ROOT_ID,
  };
}

/** The number of an account; null where the organization has none of that id. */
export function numberOf(organization: Organization, id: string): number | null {
  if (id === organization.managementAccount) return 0;
  const number = Number(id) - FIRST;
  return Number.isInteger(number) && number > 0 && number < organization.accounts ? number : null;
}
