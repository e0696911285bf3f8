import { listUsers } from '../../aws/operations/iam.ts';
import { defineProbe } from '../../core/probe.ts';
import { listPages } from './list-pages.ts';
import { user } from './user.ts';

/** The users that are there, read only when the one asked for is not: so that the reader sees the right name. */
export const userNames = defineProbe({
  id: 'iam/user-names',
  title: 'the users that exist here',
  actions: ['iam:ListUsers'],
  scope: ['user'],
  everywhere: true,
  needs: { user },
  read: async ({ user: found }, { aws, target }): Promise<readonly string[]> => {
    if (found !== null || !target.user) return [];
    return listPages(
      (marker) => aws.ask(listUsers, marker),
      ({ Users = [] }) => Users.flatMap(({ UserName: name }) => (name === undefined ? [] : [name])),
    );
  },
});
