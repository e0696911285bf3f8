import type { Decision, NamedPolicy, PolicySet } from './access.ts';
import { contextOf } from './context.ts';
import { decide } from './decide.ts';
import { FULL_ACCESS } from './document.ts';
import { compileStatements } from './statement.ts';

/** One line of the simulator's answer. */
export interface SimulationResult {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The statements that decided, counted from 0; none for an implicit deny. */
  readonly matched: readonly { readonly policy: string; readonly statement: number }[];
  /** The context keys that the policies read and that were not given. */
  readonly missingContextValues: readonly string[];
  /** Null where there is no boundary, or no organization. */
  readonly allowedByBoundary: boolean | null;
  readonly allowedByOrganizations: boolean | null;
  /** Across accounts, what the caller's policies and the resource's each say; otherwise null. */
  readonly details: Readonly<Record<string, SimulationResult['decision']>> | null;
}

/** What is asked of the simulator: every action on every resource. */
export interface Simulation {
  readonly actions: readonly string[];
  /** None stands for every resource, `*`. */
  readonly resources: readonly string[];
  /** ARN of the user or role; empty where nobody in particular calls. */
  readonly principal: string;
  readonly policies: PolicySet;
  readonly context: Readonly<Record<string, readonly string[]>>;
}

/** Stands in for the identity policies where only another layer is asked. */
const EVERYTHING: NamedPolicy = { name: 'everything', document: FULL_ACCESS };

/** Every resource: what the simulator takes when it is given none. */
const ANY_RESOURCE: readonly string[] = ['*'];

/**
 * AWS's policy simulator, one result for each action on each resource. Of an account's own service control policies it
 * leaves out those that have any condition, of those it is handed none; resource control, session and VPC endpoint
 * policies it never sees. A context key that is not given counts as absent from the call, and is named.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
export function simulate({ actions, principal, context, ...input }: Simulation): readonly SimulationResult[] {
  const { identity, boundary = null, scpLevels = null, resource: owned = null } = input.policies;
  const all = input.policies.scps ?? [];
  const scps = all.filter(withoutConditions);
  const read = [
    ...identity,
    ...(boundary ? [boundary] : []),
    ...(owned ? [owned.policy] : []),
    ...(scpLevels ?? []).flat(),
  ];
  const missingContextValues = missingKeys(read, { principal, context });
  const organized = all.length > 0 || (scpLevels ?? []).length > 0;
  const crossing = owned !== null && owned.account !== principal.split(':')[4];
  const resources = input.resources.length === 0 ? ANY_RESOURCE : input.resources;
  return actions.flatMap((action) =>
    resources.map((resource): SimulationResult => {
      const request = { action, resource, principal, context };
      const of = (policies: PolicySet): SimulationResult['decision'] => sure(decide(request, policies));
      const answer = decide(request, { identity, boundary, scps, scpLevels, resource: owned });
      const decision = sure(answer);
      return {
        action,
        resource,
        decision,
        matched: matchedIn(answer),
        missingContextValues,
        allowedByBoundary: boundary ? of({ identity: [boundary] }) === 'allowed' : null,
        allowedByOrganizations: organized ? of({ identity: [EVERYTHING], scps, scpLevels }) === 'allowed' : null,
        details: crossing
          ? {
              'IAM Policies': of({ identity, boundary, scps, scpLevels }),
              'Resource Policies': of({ identity: [EVERYTHING], resource: owned }),
            }
          : null,
      };
    }),
  );
}

/** The real simulator knows no 'unknown': what AWS cannot evaluate it does not allow. */
const sure = ({ decision }: Decision): SimulationResult['decision'] =>
  decision === 'unknown' ? 'implicitDeny' : decision;

/** The statements that allowed, or the ones that denied. */
function matchedIn({ decision, reasons }: Decision): SimulationResult['matched'] {
  if (decision !== 'allowed' && decision !== 'explicitDeny') return [];
  return reasons
    .filter(({ layer }) => decision === 'explicitDeny' || layer === 'identity' || layer === 'resource')
    .map(({ policy, statement }) => ({ policy, statement }));
}

const withoutConditions = ({ document }: NamedPolicy): boolean =>
  document.statements.every(({ conditions }) => conditions.length === 0);

/** The context keys that policies read, in conditions and as variables, each once and as it is first spelt. */
export function contextKeysOf(policies: readonly NamedPolicy[]): readonly string[] {
  const found = new Map<string, string>();
  for (const { document } of policies) {
    for (const { resourceKeys, conditions } of compileStatements(document)) {
      for (const key of [...resourceKeys, ...conditions.flatMap(({ keys }) => keys)]) {
        const lower = key.toLowerCase();
        if (!found.has(lower)) found.set(lower, key);
      }
    }
  }
  return [...found.values()];
}

/** The keys of those that the call has no value for. */
function missingKeys(
  policies: readonly NamedPolicy[],
  call: { readonly principal: string; readonly context: Readonly<Record<string, readonly string[]>> },
): readonly string[] {
  const context = contextOf(call);
  return contextKeysOf(policies).filter((key) => context.get(key.toLowerCase()) === undefined);
}
