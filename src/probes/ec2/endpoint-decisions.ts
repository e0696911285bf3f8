import { defineDerived, maybe } from '../../core/probe.ts';
import { FULL_ACCESS, PolicySyntaxError, parsePolicy } from '../../iam/document.ts';
import { decideByPolicies } from '../iam/by-policies.ts';
import type { DecidedQuestion } from '../iam/decided.ts';
import { callerOf } from '../iam/known-caller.ts';
import { questions } from '../iam/questions.ts';
import { role } from '../iam/role.ts';
import { user } from '../iam/user.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { moment } from '../run/moment.ts';
import { endpointPolicy } from './endpoint-policy.ts';

/** What an endpoint's policy says to the invocations of the model. */
export interface EndpointDecisions {
  /** 'vpce-…' */
  readonly endpoint: string;
  readonly decided: readonly DecidedQuestion[];
  /** Why the document is no policy; null where it is one. */
  readonly malformed: string | null;
}

/** What the policy of the endpoint allows of what the model needs; null where no endpoint is known. */
export const endpointDecisions = defineDerived({
  id: 'ec2/endpoint-decisions',
  title: "what the VPC endpoint's policy allows",
  needs: {
    endpointPolicy,
    questions,
    lambdaFunction: maybe(lambdaFunction),
    role: maybe(role),
    user: maybe(user),
    moment,
  },
  derive: ({ endpointPolicy: found, questions: wanted, ...facts }): EndpointDecisions | null => {
    if (found === null || wanted === null) return null;
    const asked = wanted.questions.filter(({ purpose }) => purpose !== 'subscribe');
    try {
      // The other layers are judged elsewhere.
      const set = {
        identity: [{ name: 'everything', document: FULL_ACCESS }],
        endpoint: { name: found.id, document: parsePolicy(found.policy) },
      };
      const calling = { known: callerOf(facts), endpoint: found.id };
      return {
        endpoint: found.id,
        decided: asked.map((question) => decideByPolicies(question, wanted.principalArn, set, calling)),
        malformed: null,
      };
    } catch (error) {
      if (!(error instanceof PolicySyntaxError)) throw error;
      return { endpoint: found.id, decided: [], malformed: error.message };
    }
  },
});
