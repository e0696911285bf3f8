import { AwsError } from '../../aws/error.ts';
import { simulatePrincipalPolicy } from '../../aws/operations/iam.ts';
import type { Aws } from '../../core/aws.ts';
import { type Ask, gather } from '../../core/gather.ts';
import { known } from '../../core/judge.ts';
import { type Evaluated, isUnconditional, withForeseen } from '../../fleet/foreseen.ts';
import type { PolicySet } from '../../iam/access.ts';
import { decide } from '../../iam/decide.ts';
import { policySet } from '../../probes/iam/decisions.ts';
import { type Question, questions } from '../../probes/iam/questions.ts';
import { type RolePolicies, rolePolicies } from '../../probes/iam/role-policies.ts';

/** What the simulator takes together, learned once a run. */
export interface Together {
  /** Whether it takes Bedrock's and Marketplace's actions in one call; false once it said that they need separate ones. */
  purposes: boolean;
}

/** Resources in one call; the API names no limit, and a form of some kilobytes is taken everywhere. */
const MOST = 100;
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
const PAGE = 1_000;
const MOST_PAGES = 20;

/** Every action on every resource, page by page. */
async function simulateAll(aws: Aws, arn: string, asked: readonly Question[]): Promise<readonly Evaluated[]> {
  const results: Evaluated[] = [];
  const resources = [...new Set(asked.map(({ resource }) => resource))];
  for (let from = 0; from < resources.length; from += MOST) {
    let marker: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await aws.ask(simulatePrincipalPolicy, {
        PolicySourceArn: arn,
        ActionNames: [...new Set(asked.map(({ action }) => action))],
        ResourceArns: resources.slice(from, from + MOST),
        MaxItems: PAGE,
        ...(marker === undefined ? {} : { Marker: marker }),
      });
      results.push(...(answer.EvaluationResults ?? []));
      marker = answer.IsTruncated === true ? answer.Marker : undefined;
      if (marker === undefined) break;
    }
  }
  return results;
}

/** All of it in one call; where the simulator wants them apart, a call for each purpose. */
async function simulateTogether(
  aws: Aws,
  arn: string,
  asked: readonly Question[],
  together: Together,
): Promise<readonly Evaluated[]> {
  if (together.purposes) {
    try {
      return await simulateAll(aws, arn, asked);
    } catch (error) {
      if (!(error instanceof AwsError) || !/^InvalidInput/.test(error.code)) throw error;
      together.purposes = false;
    }
  }
  const of = (purpose: Question['purpose']): Promise<readonly Evaluated[]> =>
    simulateAll(
      aws,
      arn,
      asked.filter((question) => question.purpose === purpose),
    );
  return (await Promise.all([of('invoke'), of('subscribe')])).flat();
}

/** The principal's documents, where each decides alike whatever a call carries; null where not, or where one is no policy. */
function unconditional(policies: RolePolicies): PolicySet | null {
  const { inline, attached, boundary } = policies;
  const texts = [...inline, ...attached, ...(boundary === null ? [] : [boundary])].map(({ text }) => text);
  if (!texts.every(isUnconditional)) return null;
  try {
    return policySet(policies);
  } catch {
    // No policy at all: the cell's own diagnosis says so.
    return null;
  }
}

/**
 * The account's AWS with one simulation for all its cells, where the principal's policies were read and hang on no context;
 * else the account's AWS as it is. `asks`: the cells' own, whose answers are kept for the diagnoses.
 */
export async function foreseeSimulation(aws: Aws, asks: readonly Ask[], together: Together): Promise<Aws> {
  const facts = await Promise.all(asks.map((ask) => gather([questions, rolePolicies], ask)));
  const asked = facts.flatMap((one) => known(questions, one) ?? []);
  const policies = facts.map((one) => known(rolePolicies, one)).find((one) => one !== null) ?? null;
  const [first] = asked;
  const set = policies === null ? null : unconditional(policies);
  if (first === undefined || set === null) return aws;
  const { principalArn } = first;
  const foreseen = simulateTogether(
    aws,
    principalArn,
    asked.flatMap((one) => one.questions),
    together,
  );
  // Whoever needs it hears of its failure.
  foreseen.catch(() => undefined);
  return withForeseen(
    aws,
    foreseen,
    (action, resource) =>
      decide({ action, resource, principal: principalArn, context: {}, unknownKeys: 'all' }, set).decision ===
      'allowed',
  );
}
