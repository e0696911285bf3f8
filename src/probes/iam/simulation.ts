import { orNull } from '../../aws/error.ts';
import { simulatePrincipalPolicy } from '../../aws/operations/iam.ts';
import type { Aws } from '../../core/aws.ts';
import { valueIn } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { availability } from '../bedrock/availability.ts';
import { callContext, type KnownCaller } from './call-context.ts';
import { knownCaller } from './known-caller.ts';
import { type Question, type Questions, questions } from './questions.ts';
import { isRoot } from './user.ts';

/** AWS's own answer to one question. */
export interface Simulated {
  readonly action: string;
  readonly resource: string;
  readonly decision: string;
  readonly allowedByOrganization: boolean | null;
  readonly allowedByBoundary: boolean | null;
  /** The policies whose statements decided. */
  readonly policies: readonly string[];
  readonly missingContext: readonly string[];
}

/** How the simulator takes a key's value: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ContextEntry.html */
function typeOf(key: string): 'string' | 'stringList' | 'boolean' {
  if (key === 'aws-marketplace:ProductId' || key === 'aws:CalledVia') return 'stringList';
  return ['aws:SecureTransport', 'aws:ViaAWSService', 'aws:PrincipalIsAWSService'].includes(key) ? 'boolean' : 'string';
}

/** Keys that the simulator knows better than we: the clock. */
const OF_THE_CLOCK = /^aws:(?:CurrentTime|EpochTime)$/;

/**
 * The simulator takes one context for a call; questions of one purpose share the source Region's. Every key that is known
 * is given: what is left out may decide (contract, section 3, rule 11).
 */
async function simulate(
  aws: Aws,
  principalArn: string,
  asked: readonly Question[],
  known: KnownCaller,
): Promise<readonly Simulated[]> {
  const [first] = asked;
  if (!first) return [];
  const context: { [key: string]: string } = {
    'aws:PrincipalArn': principalArn,
    'aws:PrincipalAccount': principalArn.split(':')[4] ?? '',
  };
  for (const question of asked) {
    for (const [key, value] of Object.entries(callContext(question, known))) {
      if (typeof value === 'string' && !OF_THE_CLOCK.test(key)) context[key] ??= value;
    }
  }
  const answer = await aws.ask(simulatePrincipalPolicy, {
    PolicySourceArn: principalArn,
    ActionNames: [...new Set(asked.map(({ action }) => action))],
    ResourceArns: [...new Set(asked.map(({ resource }) => resource))],
    ContextEntries: Object.entries(context).map(([key, value]) => ({
      ContextKeyName: key,
      ContextKeyValues: [value],
      ContextKeyType: typeOf(key),
    })),
  });
  return (answer.EvaluationResults ?? []).flatMap((result): readonly Simulated[] => {
    const common = {
      action: result.EvalActionName ?? '',
      allowedByOrganization: result.OrganizationsDecisionDetail?.AllowedByOrganizations ?? null,
    };
    const specific = result.ResourceSpecificResults ?? [];
    if (specific.length === 0) {
      return [
        {
          ...common,
          resource: result.EvalResourceName ?? '*',
          decision: result.EvalDecision ?? 'implicitDeny',
          allowedByBoundary: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ?? null,
          policies: (result.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) =>
            id === undefined ? [] : [id],
          ),
          missingContext: result.MissingContextValues ?? [],
        },
      ];
    }
    return specific.map((one) => ({
      ...common,
      resource: one.EvalResourceName ?? '*',
      decision: one.EvalResourceDecision ?? 'implicitDeny',
      allowedByBoundary:
        one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ??
        result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary ??
        null,
      policies: (one.MatchedStatements ?? result.MatchedStatements ?? []).flatMap(({ SourcePolicyId: id }) =>
        id === undefined ? [] : [id],
      ),
      missingContext: one.MissingContextValues ?? result.MissingContextValues ?? [],
    }));
  });
}

const ACTIONS = ['iam:SimulatePrincipalPolicy'];

/** Nobody simulates the root user, whom only organization policies limit. Null for that, and where there is no such principal. */
const simulateOf = (
  aws: Aws,
  asked: Questions | null,
  known: KnownCaller,
  wanted: (question: Question) => boolean,
): Promise<readonly Simulated[] | null> =>
  asked === null || isRoot(asked.principalArn)
    ? Promise.resolve(null)
    : orNull(
        ['NoSuchEntity', 'NoSuchEntityException'],
        simulate(aws, asked.principalArn, asked.questions.filter(wanted), known),
      );

const ofInvocation = defineProbe({
  id: 'iam/invoke-simulation',
  title: "AWS's simulation of the invocation",
  actions: ACTIONS,
  scope: [],
  everywhere: true,
  passing: true,
  needs: { questions, knownCaller },
  read: async ({ questions: asked, knownCaller: caller }, { aws }): Promise<readonly Simulated[] | null> =>
    simulateOf(aws, asked, caller, ({ purpose }) => purpose !== 'subscribe'),
});

/** Once the account has its agreement nobody has to subscribe, and nobody is asked about it. */
const ofSubscription = defineProbe({
  id: 'iam/subscribe-simulation',
  title: "AWS's simulation of the subscription",
  actions: ACTIONS,
  scope: [],
  everywhere: true,
  passing: true,
  needs: { questions, knownCaller, availability: maybe(availability) },
  read: async (
    { questions: asked, knownCaller: caller, availability: access },
    { aws },
  ): Promise<readonly Simulated[] | null> =>
    access.known && access.value?.agreement === 'AVAILABLE'
      ? []
      : simulateOf(aws, asked, caller, ({ purpose }) => purpose === 'subscribe'),
});

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html; null when there is no such principal. */
export const simulation = defineProbe({
  id: 'iam/simulation',
  title: "AWS's own simulation of the role's permissions",
  actions: [],
  scope: [],
  needs: { ofInvocation: maybe(ofInvocation), ofSubscription: maybe(ofSubscription) },
  read: async (facts): Promise<readonly Simulated[] | null> => {
    const [invoke, subscribe] = [valueIn(facts.ofInvocation), valueIn(facts.ofSubscription)];
    return invoke === null || subscribe === null ? null : [...invoke, ...subscribe];
  },
});
