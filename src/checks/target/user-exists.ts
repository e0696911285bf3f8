import { defineCheck } from '../../core/check.ts';
import { nearestFirst } from '../../core/nearest.ts';
import { maybe } from '../../core/probe.ts';
import { user, userNameOf } from '../../probes/iam/user.ts';
import { userNames } from '../../probes/iam/user-names.ts';
import { named } from '../../probes/run/named.ts';
import { accepted } from '../credentials/accepted.ts';
import { someOf } from './names.ts';

/** Whether the user whose calls are examined is there. */
export const userExists = defineCheck({
  id: 'target/user-exists',
  title: 'The user exists',
  link: 'role',
  about: 'user',
  needs: { user: maybe(user), userNames: maybe(userNames), named },
  after: [accepted],
  messages: {
    missing: {
      severity: 'error',
      cause: 'role-not-found',
      title: 'The user does not exist',
      say: ({ name, others }: { name: string; others: readonly string[] }) =>
        `There is no user ${name} in this account${others.length === 0 ? '' : `; there ${others.length === 1 ? 'is' : 'are'} ${someOf(nearestFirst(name, others))}`}.`,
    },
  },
  judge({ user: found, userNames: names, named: { userName } }, find) {
    if (userName === null) return { status: 'not-applicable', why: 'no user is examined' };
    if (!found.known) return { status: 'unknown', missing: 'iam:GetUser', why: found.why };
    if (found.value !== null) return [];
    const name = userNameOf(userName);
    return [
      find('missing', {
        subject: name,
        data: { name, others: names.known ? names.value : [] },
        evidence: [{ kind: 'fact', probe: 'iam/user', pointer: '', value: null }],
      }),
    ];
  },
});
