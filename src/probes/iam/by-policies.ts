import type { Fact, Unknown } from '../../core/fact.ts';
import type { EventHistory } from '../../evidence/event.ts';
import { isCallerOf } from '../../evidence/whose.ts';
import type { NamedPolicy, PolicySet } from '../../iam/access.ts';
import { decide } from '../../iam/decide.ts';
import { PolicySyntaxError, parsePolicy } from '../../iam/document.ts';
import { callContext, type KnownCaller } from './call-context.ts';
import { asked, type DecidedQuestion, type DecidingStatement } from './decided.ts';
import type { Question } from './questions.ts';
import type { RolePolicies } from './read-policies.ts';

/** The documents as the evaluator takes them. */
export function policySet(policies: RolePolicies): PolicySet {
  const named = ({ name, text }: { name: string; text: string }): NamedPolicy => ({
    name,
    document: parsePolicy(text),
  });
  return {
    identity: [...policies.inline, ...policies.attached].map(named),
    boundary: policies.boundary === null ? null : named(policies.boundary),
  };
}

/** The same, or why it is not known: a document that is no policy could say anything. */
export function readable(policies: RolePolicies): PolicySet | Unknown {
  try {
    return policySet(policies);
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error;
    return { kind: 'failed', code: 'MalformedPolicy', message: error.message, status: null };
  }
}

/** Whoever calls, and by which VPC endpoint: null for none, undefined where nothing tells. */
export interface Calling {
  readonly known: KnownCaller;
  readonly endpoint: string | null | undefined;
}

/** The question as the evaluator takes it: what is not known of the call is not taken for absent. */
const requestOf = (question: Question, roleArn: string, caller: Calling) => ({
  action: question.action,
  resource: question.resource,
  principal: roleArn,
  context: callContext(question, caller.known, caller.endpoint),
  unknownKeys: 'all' as const,
});

/** What the documents that were read say to a question. Pure. */
export function decideByPolicies(
  question: Question,
  roleArn: string,
  set: PolicySet,
  caller: Calling,
): DecidedQuestion {
  const request = requestOf(question, roleArn, caller);
  const { decision, layer, reasons, missingContext } = decide(request, set);
  const statements = reasons.map(
    ({ policy, statement, effect, sid, condition }): DecidingStatement => ({
      policy,
      index: statement,
      effect,
      sid,
      condition,
    }),
  );
  if (decision === 'allowed') return { ...asked(question), decision, layer: null, statements, missing: [] };
  if (decision === 'unknown') return { ...asked(question), decision, layer: null, statements, missing: missingContext };
  // A grant to the role would not help where the boundary leaves the action out as well: that layer is the reason then.
  const walled = question.purpose === 'subscribe' && layer === 'identity' && !boundaryAllows(request, set);
  return {
    ...asked(question),
    decision: 'denied',
    layer:
      (walled && decision === 'implicitDeny') || layer === 'boundary'
        ? 'boundary'
        : decision === 'explicitDeny'
          ? 'explicit'
          : 'identity',
    statements: statements.filter(({ effect }) => decision === 'implicitDeny' || effect === 'Deny'),
    missing: [],
  };
}

const boundaryAllows = (request: ReturnType<typeof requestOf>, { boundary }: PolicySet): boolean =>
  !boundary || decide(request, { identity: [boundary] }).decision !== 'implicitDeny';

/** By which VPC endpoint the principal's newest calls came: null for none, undefined where nothing tells, or several did. */
export function endpointIn(history: Fact<EventHistory | null>, principalArn: string): string | null | undefined {
  const who = { name: principalArn.split('/').at(-1) ?? '', arn: principalArn };
  const own = (history.known ? (history.value?.events ?? []) : []).filter(
    ({ principalArn: arn }) => arn !== null && isCallerOf(arn, who),
  );
  const [first, ...more] = new Set(own.map(({ sourceVpce }) => sourceVpce));
  return more.length > 0 ? undefined : first;
}
