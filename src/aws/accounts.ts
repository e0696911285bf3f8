import type { Aws } from '../core/aws.ts';
import { listAccounts, listAccountsForParent, listOrganizationalUnitsForParent } from './operations/organizations.ts';

/** One account of an organization. */
export interface OrganizationAccount {
  readonly id: string;
  readonly name: string | null;
  readonly active: boolean;
  /** ACTIVE, SUSPENDED, PENDING_CLOSURE, CLOSED. */
  readonly state: string;
  /** Names of the units it is in and the id of the last, 'Workloads/Prod (ou-ab12-cdef3456)'; null where it was not looked up. */
  readonly ou: string | null;
}

/** What a listing says of an account; `Status` goes on 2026-09-09 and `State` stays, so either is read. */
interface Listed {
  readonly Id?: string | undefined;
  readonly Name?: string | undefined;
  readonly Status?: string | undefined;
  readonly State?: string | undefined;
}

const accountOf = (listed: Listed, ou: string | null): OrganizationAccount[] => {
  const state = listed.State ?? listed.Status ?? 'ACTIVE';
  return listed.Id === undefined
    ? []
    : [{ id: listed.Id, name: listed.Name ?? null, active: state === 'ACTIVE', state, ou }];
};

/** Every account of the organization, page by page. https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html */
async function* everyAccount(aws: Aws): AsyncGenerator<OrganizationAccount> {
  for (let NextToken: string | undefined; ; ) {
    const page = await aws.send(listAccounts, NextToken === undefined ? {} : { NextToken });
    for (const one of page.Accounts ?? []) yield* accountOf(one, null);
    NextToken = page.NextToken;
    if (NextToken === undefined) return;
  }
}

/** The accounts of a unit and of the units below it. `path`: names of the units above. */
async function* accountsBelow(aws: Aws, parent: string, path: string): AsyncGenerator<OrganizationAccount> {
  const ou = path === '' ? parent : `${path} (${parent})`;
  for (let NextToken: string | undefined; ; ) {
    const page = await aws.send(listAccountsForParent, {
      ParentId: parent,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    for (const one of page.Accounts ?? []) yield* accountOf(one, ou);
    NextToken = page.NextToken;
    if (NextToken === undefined) break;
  }
  for (let NextToken: string | undefined; ; ) {
    const page = await aws.send(listOrganizationalUnitsForParent, {
      ParentId: parent,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    for (const { Id, Name } of page.OrganizationalUnits ?? []) {
      if (Id !== undefined) yield* accountsBelow(aws, Id, path === '' ? (Name ?? Id) : `${path}/${Name ?? Id}`);
    }
    NextToken = page.NextToken;
    if (NextToken === undefined) return;
  }
}

/** The accounts of the organization, or of the units named and all below them. Rejects with an `AwsError`. */
export async function* organizationAccounts(aws: Aws, ous: readonly string[]): AsyncGenerator<OrganizationAccount> {
  if (ous.length === 0) {
    yield* everyAccount(aws);
    return;
  }
  const seen = new Set<string>();
  for (const ou of ous) {
    for await (const account of accountsBelow(aws, ou, '')) {
      // One unit may stand below another that was named too.
      if (!seen.has(account.id)) yield account;
      seen.add(account.id);
    }
  }
}
