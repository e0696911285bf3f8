import { listRoles } from '../../aws/operations/iam.ts';
import { defineProbe } from '../../core/probe.ts';
import { roleName } from '../run/role-name.ts';
import { listPages } from './list-pages.ts';
import { role } from './role.ts';

/** The roles that are there, read only when the one that is named is not: so that the reader sees the right name. */
export const roleNames = defineProbe({
  id: 'iam/role-names',
  title: 'the roles that exist here',
  actions: ['iam:ListRoles'],
  scope: ['role'],
  everywhere: true,
  needs: { role, roleName },
  read: async ({ role: found, roleName: choice }, { aws, target }): Promise<readonly string[]> => {
    if (found !== null || choice === null || !target.role) return [];
    return listPages(
      (marker) => aws.ask(listRoles, marker),
      ({ Roles = [] }) => Roles.flatMap(({ RoleName: name }) => (name === undefined ? [] : [name])),
    );
  },
});
