import { regionOfArn } from '../../bedrock/needed-arns.ts';
import { defineDerived, maybe } from '../../core/probe.ts';
import { recentEvents } from '../cloudtrail/recent.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { evidence } from '../run/evidence.ts';
import { moment } from '../run/moment.ts';
import { named } from '../run/named.ts';
import { principal } from '../run/principal.ts';
import { decideByPolicies, endpointIn, readable } from './by-policies.ts';
import type { DecidedQuestion } from './decided.ts';
import { callerOf } from './known-caller.ts';
import { role } from './role.ts';
import { rolePolicies } from './role-policies.ts';
import { user } from './user.ts';

/** Whether an action that was refused in the window is granted now, as far as the principal's own policies tell. */
export interface ObservedDecision extends Pick<DecidedQuestion, 'decision' | 'layer' | 'missing'> {
  readonly action: string;
  /** As AWS's words name it; null where they name none. */
  readonly resource: string | null;
}

/**
 * What the principal's policies say now to each action that was refused to it in the window: calls that need more than the
 * model, such as Retrieve, are refused too, and granted (contract, section 3, rule 7). Empty where the policies are not known.
 */
export const observedDecisions = defineDerived({
  id: 'iam/observed-decisions',
  title: 'whether what was refused is granted now',
  needs: {
    evidence: maybe(evidence),
    rolePolicies: maybe(rolePolicies),
    principal: maybe(principal),
    lambdaFunction: maybe(lambdaFunction),
    role: maybe(role),
    user: maybe(user),
    recentEvents: maybe(recentEvents),
    named: maybe(named),
    moment: maybe(moment),
  },
  derive: (facts): readonly ObservedDecision[] => {
    const who = facts.principal.known ? facts.principal.value : null;
    const policies = facts.rolePolicies.known ? facts.rolePolicies.value : null;
    if (who === null || policies === null || !facts.evidence.known || !facts.moment.known) return [];
    const set = readable(policies);
    if (!('identity' in set)) return [];
    const region = facts.named.known ? facts.named.value.region : '';
    const known = callerOf({ ...facts, moment: facts.moment.value });
    const calling = { known, endpoint: endpointIn(facts.recentEvents, who.arn) };
    const refused = new Map(
      facts.evidence.value.observations.flatMap(({ action, resource }) =>
        action === null ? [] : [[`${action} ${resource}`, { action, resource }] as const],
      ),
    );
    return [...refused.values()].map(({ action, resource }) => {
      const question = {
        purpose: 'invoke',
        action,
        resource: resource ?? '*',
        kind: 'model',
        context: { 'aws:RequestedRegion': (resource === null ? null : regionOfArn(resource)) || region },
      } as const;
      const { decision, layer, missing } = decideByPolicies(question, who.arn, set, calling);
      return { action, resource, decision, layer, missing };
    });
  },
});
