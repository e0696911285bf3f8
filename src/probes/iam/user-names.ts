import { collectPages } from '../../aws/collect-pages.ts';
import { listUsers } from '../../aws/operations/iam.ts';
import { defineProbe } from '../../core/probe.ts';
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
    const pages = await collectPages(
      (Marker) => aws.ask(listUsers, Marker === undefined ? {} : { Marker }),
      ({ IsTruncated, Marker }) => (IsTruncated === true ? Marker : undefined),
    );
    return pages
      .flatMap(({ Users }) => Users ?? [])
      .flatMap(({ UserName }) => (UserName === undefined ? [] : [UserName]));
  },
});
