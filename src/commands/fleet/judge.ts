import { askAws } from '../../aws/answer.ts';
import { getFoundationModelAvailability } from '../../aws/operations/bedrock.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import { CAUSES } from '../../causes/catalogue.ts';
import { CHECKS } from '../../checks/index.ts';
import type { Aws } from '../../core/aws.ts';
import type { Check, Result } from '../../core/check.ts';
import { gather } from '../../core/gather.ts';
import { judge, known } from '../../core/judge.ts';
import { type Probe, probeOf } from '../../core/probe.ts';
import { rank } from '../../core/root-cause.ts';
import type { Source, Target } from '../../core/target.ts';
import { verdictOf } from '../../core/verdict.ts';
import type { CellVerdict, EnteredAccount } from '../../fleet/judge-account.ts';
import { scopeOf } from '../../fleet/shared-aws.ts';
import { role } from '../../probes/iam/role.ts';
import { sayUnknown } from '../report.ts';
import { rootCauseOf } from '../root-cause.ts';

/** Checks that read a stack, a function, a log or quotas: a fleet looks at the account's side alone (contract, section 9). */
const NOT_IN_A_FLEET: ReadonlySet<string> = new Set([
  'target/stack-exists',
  'target/stack-healthy',
  'target/function-exists',
  'target/function-credentials',
  'model/as-used',
  'model/calls-understood',
  'account/calls-accepted',
  'policy/endpoint-seen',
  'policy/calls-permitted',
  'policy/as-deployed',
  'capacity/calls-served',
  'capacity/quotas-suffice',
  'application/function-runs',
  'application/probe-answered',
]);

/** What is judged where nobody's policies are: Region, model, form, agreement. */
const OF_AGREEMENT = /^(?:credentials|model|account)\/|^target\/region-offers-bedrock$/;

const IN_A_FLEET: readonly Check[] = CHECKS.filter(({ id }) => !NOT_IN_A_FLEET.has(id));
const WITHOUT_PRINCIPAL: readonly Check[] = IN_A_FLEET.filter(({ id }) => OF_AGREEMENT.test(id));

/** Probes of what a fleet does not look at: they are not asked. */
const NOT_READ = /^(?:cloudformation|lambda|logs|service-quotas)\//;

const rootsOf = (checks: readonly Check[]): ReadonlySet<Probe> =>
  new Set(checks.flatMap(({ needs }) => Object.values(needs).map(probeOf)));

const FLAG = (name: string): Source => ({ from: 'flag', name });

function targetOf({ principal }: EnteredAccount, region: string, model: string): Target {
  return {
    profile: null,
    region: { value: region, source: FLAG('--regions') },
    endpointUrl: null,
    stack: null,
    function: null,
    role: principal?.kind === 'role' ? { value: principal.name, source: FLAG('--role') } : null,
    user: principal?.kind === 'user' ? { value: principal.name, source: FLAG('--user') } : null,
    model: { value: model, source: FLAG('--models') },
    logGroup: null,
    apiUrl: null,
    sinceMs: 0,
  };
}

/** Actions without which a check could not look, and the first reason in words. */
function blindness(results: readonly Result[]): {
  readonly unknown: readonly string[];
  readonly reason: string | null;
} {
  const unknown = new Set<string>();
  let reason: string | null = null;
  for (const { outcome, worst } of results) {
    if (outcome.status !== 'unknown' || worst !== 'error') continue;
    if (outcome.why.kind === 'denied') unknown.add(outcome.why.action);
    reason ??= sayUnknown(outcome.why, outcome.missing);
  }
  return { unknown: [...unknown], reason };
}

async function judgeCell(entered: EnteredAccount, aws: Aws, model: string, now: number): Promise<CellVerdict> {
  const { principal, failOn, account } = entered;
  const checks = principal === null ? WITHOUT_PRINCIPAL : IN_A_FLEET;
  const target = targetOf(entered, aws.region, model);
  const ask = askAws(target, aws, now);
  const facts = await gather(rootsOf(checks), async (probe, needs) =>
    NOT_READ.test(probe.id) ? { known: false, why: { kind: 'not-recorded' } } : ask(probe, needs),
  );
  const results = judge(checks, facts);
  const ranking = rank(results, CAUSES);
  const { verdict } = verdictOf(ranking, results, false, failOn);
  const { unknown, reason } = blindness(results);
  const arn = known(role, facts)?.arn ?? `arn:${partitionOf(aws.region)}:iam::${account}:role/${principal?.name}`;
  const { root } = ranking;
  return {
    region: aws.region,
    principal: principal === null ? null : arn,
    model,
    verdict,
    rootCause: root === null ? null : { ...rootCauseOf(root), title: CAUSES[root.cause].title },
    otherCauses: ranking.others,
    unknown,
    reason: verdict === 'healthy' ? null : (root?.message ?? reason ?? warningOf(results)),
  };
}

/** The first warning in words, for a run that fails on warnings. */
const warningOf = (results: readonly Result[]): string | null =>
  results.flatMap(({ outcome }) => (outcome.status === 'fail' ? outcome.findings : []))[0]?.message ?? null;

/** Judges an account's cells Region by Region, one after another, so that few calls go to one Region at a time. */
export async function* judgeCells(entered: EnteredAccount, now: number): AsyncGenerator<CellVerdict> {
  const { regions, models, aws, everyRegion, skips } = entered;
  const shared = scopeOf(getFoundationModelAvailability as never, {}, everyRegion) === 'account';
  for (const [at, region] of regions.entries()) {
    const here = aws.inRegion(region);
    for (const model of models) {
      if (skips(region, model)) continue;
      const verdict = await judgeCell(entered, here, model, now);
      yield at > 0 && shared ? { ...verdict, deduced: ['agreement'] } : verdict;
    }
  }
}
