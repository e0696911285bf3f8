import { orNull } from '../../aws/error.ts';
import { simulatePrincipalPolicy } from '../../aws/operations/iam.ts';
import type { Aws } from '../../core/aws.ts';
import { defineProbe } from '../../core/probe.ts';
import { type Question, questions } from './questions.ts';
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

/** The simulator takes one context for a call; questions of one purpose share the source Region's. */
async function simulate(aws: Aws, roleArn: string, asked: readonly Question[]): Promise<readonly Simulated[]> {
  const [first] = asked;
  if (!first) return [];
  const context: { [key: string]: string } = {};
  for (const question of asked) {
    for (const [key, value] of Object.entries(question.context)) context[key] ??= value;
  }
  const answer = await aws.ask(simulatePrincipalPolicy, {
    PolicySourceArn: roleArn,
    ActionNames: [...new Set(asked.map(({ action }) => action))],
    ResourceArns: [...new Set(asked.map(({ resource }) => resource))],
    ContextEntries: Object.entries(context).map(([key, value]) => ({
      ContextKeyName: key,
      ContextKeyValues: [value],
      ContextKeyType:
        key === 'aws-marketplace:ProductId' || key === 'aws:CalledVia' ? ('stringList' as const) : ('string' as const),
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

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html; null when there is no such role. */
export const simulation = defineProbe({
  id: 'iam/simulation',
  title: "AWS's own simulation of the role's permissions",
  actions: ['iam:SimulatePrincipalPolicy'],
  scope: [],
  everywhere: true,
  needs: { questions },
  read: async ({ questions: asked }, { aws }): Promise<readonly Simulated[] | null> => {
    // Nobody simulates the root user, whom only organization policies limit.
    if (asked === null || isRoot(asked.principalArn)) return null;
    const of = (purpose: Question['purpose']): Promise<readonly Simulated[] | null> =>
      orNull(
        ['NoSuchEntity', 'NoSuchEntityException'],
        simulate(
          aws,
          asked.principalArn,
          asked.questions.filter((question) => question.purpose === purpose),
        ),
      );
    const [invoke, subscribe] = await Promise.all([of('invoke'), of('subscribe')]);
    return invoke === null || subscribe === null ? null : [...invoke, ...subscribe];
  },
});
