import { everything, type SandboxOperation } from '../../operation.ts';
import { operation } from './operation.ts';
import { paged } from './page.ts';
import { onRole, withRole } from './role.ts';
import { tagList } from './user.ts';

/** The account's alias and a role's tags: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccountAliases.html */
export const ACCOUNT: { readonly [name: string]: SandboxOperation } = {
  ListAccountAliases: operation('ListAccountAliases', everything, (world, input) =>
    paged(world, input, 'AccountAliases', world.alias === null ? [] : [world.alias]),
  ),
  ListRoleTags: operation('ListRoleTags', onRole, (world, input) =>
    withRole(world, input, (role) => paged(world, input, 'Tags', tagList(role.tags))),
  ),
};
