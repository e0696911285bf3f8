import { decide, type NamedPolicy, type PolicySet } from './decide.ts';

/** One line of the simulator's answer. */
export interface SimulationResult {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly matched: readonly { readonly policy: string; readonly statement: number }[];
  readonly missingContextValues: readonly string[];
  /** Null where there is no boundary, no organisation. */
  readonly allowedByBoundary: boolean | null;
  readonly allowedByOrganizations: boolean | null;
}

/**
 * AWS's policy simulator: service control policies that have any condition are left out, and so are resource control,
 * session and VPC endpoint policies. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 */
export function simulate(input: {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principal: string;
  readonly policies: PolicySet;
  readonly context: Readonly<Record<string, readonly string[]>>;
}): readonly SimulationResult[] {
  const { boundary } = input.policies;
  const scps = (input.policies.scps ?? []).filter(withoutConditions);
  const set: PolicySet = { identity: input.policies.identity, boundary: boundary ?? null, scps };
  return input.actions.flatMap((action) =>
    input.resources.map((resource) => {
      const request = { action, resource, principal: input.principal, context: input.context };
      const { decision, reasons } = decide(request, set);
      const alone = (policies: PolicySet): boolean => decide(request, policies).decision === 'allowed';
      const known = new Set(Object.keys(input.context).map((key) => key.toLowerCase()));
      const keys = set.identity.flatMap(({ document }) =>
        document.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key)),
      );
      return {
        action,
        resource,
        decision: decision === 'unknown' ? 'implicitDeny' : decision,
        matched: reasons
          .filter(({ condition, effect }) => condition === null && (decision !== 'explicitDeny' || effect === 'Deny'))
          .map(({ policy, statement }) => ({ policy, statement })),
        missingContextValues: [...new Set(keys.filter((key) => !known.has(key.toLowerCase())))],
        allowedByBoundary: boundary ? alone({ identity: [boundary] }) : null,
        allowedByOrganizations: scps.length === 0 ? null : scps.every((scp) => alone({ identity: [scp] })),
      };
    }),
  );
}

const withoutConditions = ({ document }: NamedPolicy): boolean =>
  document.statements.every(({ conditions }) => conditions.length === 0);
