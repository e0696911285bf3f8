import { defineProbe, maybe } from '../../core/probe.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { moment } from '../run/moment.ts';
import type { KnownCaller } from './call-context.ts';
import { role } from './role.ts';
import { tagsOf } from './tags.ts';
import { user } from './user.ts';

/** What is known of whoever calls, for the context of the calls. Asks nobody. */
export const knownCaller = defineProbe({
  id: 'iam/known-caller',
  title: 'what is known of the calls',
  actions: [],
  scope: [],
  passing: true,
  needs: { lambdaFunction: maybe(lambdaFunction), role: maybe(role), user: maybe(user), moment },
  read: async ({ lambdaFunction: fn, role: ofRole, user: ofUser, moment: now }): Promise<KnownCaller> => ({
    fn: fn.known ? fn.value : null,
    tags: tagsOf(ofUser, ofRole),
    now,
  }),
});
