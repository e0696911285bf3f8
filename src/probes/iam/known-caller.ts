import type { Fact } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { type FunctionFact, lambdaFunction } from '../lambda/function.ts';
import { moment } from '../run/moment.ts';
import type { KnownCaller } from './call-context.ts';
import { type RoleFact, role } from './role.ts';
import { tagsOf } from './tags.ts';
import { type UserFact, user } from './user.ts';

/** What is known of whoever calls. Pure. */
export const callerOf = (facts: {
  readonly lambdaFunction: Fact<FunctionFact | null>;
  readonly role: Fact<RoleFact | null>;
  readonly user: Fact<UserFact | null>;
  readonly moment: number;
}): KnownCaller => ({
  fn: facts.lambdaFunction.known ? facts.lambdaFunction.value : null,
  tags: tagsOf(facts.user, facts.role),
  now: facts.moment,
});

/** What is known of whoever calls, for the context of the calls. Asks nobody. */
export const knownCaller = defineProbe({
  id: 'iam/known-caller',
  title: 'what is known of the calls',
  actions: [],
  scope: [],
  passing: true,
  needs: { lambdaFunction: maybe(lambdaFunction), role: maybe(role), user: maybe(user), moment },
  read: async (facts): Promise<KnownCaller> => callerOf(facts),
});
