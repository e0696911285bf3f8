import { contextOf } from './context.ts';
import { decide, type NamedPolicy, type PolicySet } from './decide.ts';
import { parsePolicy } from './document.ts';
import { compileStatements } from './statement.ts';

/** One line of the simulator's answer. */
export interface SimulationResult {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The statements that decided, counted from 0; none for an implicit deny. */
  readonly matched: readonly { readonly policy: string; readonly statement: number }[];
  /** The context keys that the identity policies and the boundary read and that were not given. */
  readonly missingContextValues: readonly string[];
  /** Null where there is no boundary, or no organisation. */
  readonly allowedByBoundary: boolean | null;
  readonly allowedByOrganizations: boolean | null;
}

/** Stands in for the identity policies where only another layer is asked. */
const EVERYTHING: NamedPolicy = {
  name: 'everything',
  document: parsePolicy({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
};

/** Every resource: what the simulator takes when it is given none. */
const ANY_RESOURCE: readonly string[] = ['*'];

/**
 * AWS's policy simulator, one result for each action on each resource. It leaves out service control policies that have
 * any condition, and resource control, session and VPC endpoint policies; a context key that is not given counts as
 * absent from the call, and is named.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
export function simulate(input: {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principal: string;
  readonly policies: PolicySet;
  readonly context: Readonly<Record<string, readonly string[]>>;
}): readonly SimulationResult[] {
  const { actions, principal, context } = input;
  const { identity, boundary = null, scps: all } = input.policies;
  const scps = (all ?? []).filter(withoutConditions);
  const missingContextValues = missingKeys(boundary ? [...identity, boundary] : identity, { principal, context });
  const resources = input.resources.length === 0 ? ANY_RESOURCE : input.resources;
  return actions.flatMap((action) =>
    resources.map((resource) => {
      const request = { action, resource, principal, context };
      const { decision, reasons } = decide(request, { identity, boundary, scps });
      const allowed = (policies: PolicySet): boolean => decide(request, policies).decision === 'allowed';
      const matched = reasons.filter(({ layer }) => decision === 'explicitDeny' || layer === 'identity');
      return {
        action,
        resource,
        // The real simulator knows no 'unknown': what AWS cannot evaluate it does not allow.
        decision: decision === 'unknown' ? 'implicitDeny' : decision,
        matched:
          decision === 'allowed' || decision === 'explicitDeny'
            ? matched.map(({ policy, statement }) => ({ policy, statement }))
            : [],
        missingContextValues,
        allowedByBoundary: boundary ? allowed({ identity: [boundary] }) : null,
        allowedByOrganizations: all && all.length > 0 ? allowed({ identity: [EVERYTHING], scps }) : null,
      };
    }),
  );
}

const withoutConditions = ({ document }: NamedPolicy): boolean =>
  document.statements.every(({ conditions }) => conditions.length === 0);

/** The keys that policies read, in conditions and as variables, and that the call has no value for. */
function missingKeys(
  policies: readonly NamedPolicy[],
  call: { readonly principal: string; readonly context: Readonly<Record<string, readonly string[]>> },
): readonly string[] {
  const context = contextOf(call);
  const missing = new Map<string, string>();
  for (const { document } of policies) {
    for (const { resourceKeys, conditions } of compileStatements(document)) {
      for (const key of [...resourceKeys, ...conditions.flatMap(({ keys }) => keys)]) {
        const lower = key.toLowerCase();
        if (!missing.has(lower) && context.get(lower) === undefined) missing.set(lower, key);
      }
    }
  }
  return [...missing.values()];
}
