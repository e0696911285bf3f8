import type { Aws, Operation } from '../core/aws.ts';

/** What is asked of AWS's simulator, as far as it is looked at here. */
export interface Simulated {
  readonly ActionNames?: readonly string[] | undefined;
  readonly ResourceArns?: readonly string[] | undefined;
}

/** One action's answer on one or several resources. https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html */
export interface Evaluated {
  readonly EvalActionName?: string | undefined;
  readonly EvalResourceName?: string | undefined;
  readonly OrganizationsDecisionDetail?: { readonly AllowedByOrganizations?: boolean | undefined } | undefined;
  readonly ResourceSpecificResults?: readonly { readonly EvalResourceName?: string | undefined }[] | undefined;
}

/** The results of one call for all cells of an account. */
export type Foreseen = Promise<readonly Evaluated[]>;

/** Whether a policy's text decides alike whatever the call carries: no condition, and no variable in an ARN. */
export const isUnconditional = (text: string): boolean => !/"(?:Condition)"\s*:|\$\{/i.test(text);

const resourcesOf = ({ EvalResourceName, ResourceSpecificResults: specific = [] }: Evaluated): readonly string[] =>
  specific.length === 0
    ? [EvalResourceName ?? '*']
    : specific.flatMap(({ EvalResourceName: name }) => (name === undefined ? [] : [name]));

/**
 * What of the results answers this question; null where something is missing, or where an organization's word about
 * several resources at once may be about one that is not asked for. `allows`: whether the principal's own policies allow.
 */
function answerFrom(
  results: readonly Evaluated[],
  { ActionNames = [], ResourceArns = [] }: Simulated,
  allows: (action: string, resource: string) => boolean,
): readonly Evaluated[] | null {
  const [actions, resources] = [new Set(ActionNames.map((one) => one.toLowerCase())), new Set(ResourceArns)];
  const found = new Set<string>();
  const own: Evaluated[] = [];
  for (const result of results) {
    const action = result.EvalActionName ?? '';
    if (!actions.has(action.toLowerCase())) continue;
    const about = resourcesOf(result);
    const mine = about.filter((one) => resources.has(one));
    if (mine.length === 0) continue;
    const shared = about.length > 1 && result.OrganizationsDecisionDetail?.AllowedByOrganizations === false;
    if (shared && mine.some((one) => !allows(action, one))) return null;
    for (const one of mine) found.add(`${action.toLowerCase()} ${one}`);
    const { ResourceSpecificResults: specific = [] } = result;
    own.push(
      specific.length === 0
        ? result
        : {
            ...result,
            ResourceSpecificResults: specific.filter(
              ({ EvalResourceName: name }) => name !== undefined && resources.has(name),
            ),
          },
    );
  }
  return found.size === actions.size * resources.size ? own : null;
}

/**
 * An account's AWS that answers the simulator's questions from what was asked for all cells at once; what is not there is
 * asked. Right only where the principal's policies are unconditional: the simulator looks at no organization policy with a
 * condition (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html), so that the context
 * of a question changes no answer.
 */
export function withForeseen(aws: Aws, foreseen: Foreseen, allows: (action: string, resource: string) => boolean): Aws {
  const inRegion = (here: Aws): Aws => ({
    ...here,
    inRegion: (region) => inRegion(here.inRegion(region)),
    ask: async <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O> => {
      if (operation.name !== 'SimulatePrincipalPolicy') return here.ask(operation, input);
      const own = answerFrom(await foreseen, input as Simulated, allows);
      return own === null ? here.ask(operation, input) : ({ EvaluationResults: own, IsTruncated: false } as O);
    },
  });
  return inRegion(aws);
}
