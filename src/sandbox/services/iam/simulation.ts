import type { Json } from '../../../core/json.ts';
import type { PolicySet } from '../../../iam/access.ts';
import { type SimulationResult, simulate } from '../../../iam/simulate.ts';
import { type Answer, type Fault, fault, type Input, list, text } from '../../operation.ts';
import type { World } from '../../world.ts';
import { paged } from './page.ts';
import type { Source } from './policy-input.ts';
import { statementPosition } from './statement-position.ts';

/** The policies of a simulation. */
export interface Sources {
  readonly identity: readonly Source[];
  readonly boundary: Source | null;
  readonly scps: readonly Source[];
  readonly scpLevels: readonly (readonly Source[])[];
  readonly resource: { readonly policy: Source; readonly account: string } | null;
}

/** The pattern of an action; the simulator takes no wildcards in it. */
const ACTION = /^[A-Za-z0-9-]+:[A-Za-z0-9]+$/;

/** What is wrong with the input whatever the policies; null when nothing is. */
function problem(input: Input): { readonly fault: Fault } | null {
  const actions = list(input, 'ActionNames').map(String);
  if (actions.length === 0) {
    return fault(
      'ValidationError',
      400,
      "1 validation error detected: Value null at 'actionNames' failed to satisfy constraint: Member must not be null",
    );
  }
  const odd = actions.find((action) => !ACTION.test(action));
  if (odd !== undefined) return fault('InvalidInput', 400, `Invalid action name: ${odd}`);
  const resource = list(input, 'ResourceArns').find((arn) => arn !== '*' && !String(arn).startsWith('arn:'));
  return resource === undefined ? null : fault('InvalidInput', 400, `Invalid resource ARN: ${String(resource)}`);
}

/** The values of the context keys; a key that is given twice has the last values. */
function contextOf(input: Input): Readonly<Record<string, readonly string[]>> {
  const context: { [key: string]: readonly string[] } = {};
  for (const entry of list(input, 'ContextEntries')) {
    const item = entry as Input;
    context[text(item, 'ContextKeyName')] = list(item, 'ContextKeyValues').map(String);
  }
  return context;
}

/** The statements that decided, and where they stand. */
const matched = (result: SimulationResult, all: readonly Source[]): readonly Json[] =>
  result.matched.map(({ policy, statement }) => ({
    SourcePolicyId: policy,
    // AWS's word for each of them, though the API's type lists others.
    SourcePolicyType: 'IAM Policy',
    ...statementPosition(all.find(({ name }) => name === policy)?.text ?? '', statement),
  }));

const boundaryDetail = ({ allowedByBoundary: allowed }: SimulationResult): { readonly [name: string]: Json } =>
  allowed === null ? {} : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: allowed } };

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html: there only across accounts, else empty. */
const detailsOf = ({ details }: SimulationResult): Json => ({
  entry: Object.entries(details ?? {}).map(([key, value]) => ({ key, value })),
});

/** Answers a simulation: one result for each action on each resource, a page at a time. */
export function simulated(world: World, input: Input, principal: string, sources: Sources): Answer {
  const wrong = problem(input);
  if (wrong) return wrong;
  const { identity, boundary, scps, scpLevels, resource } = sources;
  const all = [
    ...identity,
    ...(boundary ? [boundary] : []),
    ...scps,
    ...scpLevels.flat(),
    ...(resource ? [resource.policy] : []),
  ];
  const resources = list(input, 'ResourceArns').map(String);
  const policies: PolicySet = { identity, boundary, scps, scpLevels, resource };
  const actions = list(input, 'ActionNames').map(String);
  const results = simulate({ actions, resources, principal, policies, context: contextOf(input) });
  return paged(
    world,
    input,
    'EvaluationResults',
    results.map((result): Json => {
      const statements = matched(result, all);
      const missing = [...result.missingContextValues];
      return {
        EvalActionName: result.action,
        EvalResourceName: result.resource,
        EvalDecision: result.decision,
        MatchedStatements: statements,
        MissingContextValues: missing,
        ...(result.allowedByOrganizations === null
          ? {}
          : { OrganizationsDecisionDetail: { AllowedByOrganizations: result.allowedByOrganizations } }),
        ...boundaryDetail(result),
        ...(resources.length === 0 || result.resource === '*'
          ? {}
          : {
              EvalDecisionDetails: detailsOf(result),
              ResourceSpecificResults: [
                {
                  EvalResourceName: result.resource,
                  EvalResourceDecision: result.decision,
                  MatchedStatements: statements,
                  MissingContextValues: missing,
                  EvalDecisionDetails: detailsOf(result),
                  ...boundaryDetail(result),
                },
              ],
            }),
      };
    }),
  );
}
