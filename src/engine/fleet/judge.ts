import type { Store } from '../../aws/answer.ts';
import { getFoundationModelAvailability } from '../../aws/operations/bedrock.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import { CHECKS } from '../../checks/index.ts';
import type { Aws } from '../../core/aws.ts';
import type { Check, Result } from '../../core/check.ts';
import type { Fact } from '../../core/fact.ts';
import type { Ask } from '../../core/gather.ts';
import { known } from '../../core/judge.ts';
import type { Source, Sourced, Target } from '../../core/target.ts';
import { type CellVerdict, type EnteredAccount, isReadInFleet } from '../../fleet/judge-account.ts';
import { scopeOf } from '../../fleet/shared-aws.ts';
import { principal as principalProbe } from '../../probes/run/principal.ts';
import { askOf, type Diagnosis, diagnoseFacts, gatherFor } from '../diagnose/diagnosis.ts';
import { sayUnknown } from '../report/checks.ts';
import { rootCauseOf } from '../report/root-cause.ts';
import { foreseeSimulation, type Together } from './foresee.ts';

/** What is judged where nobody's policies are: Region, model, form, agreement. */
const OF_AGREEMENT = /^(?:credentials|model|account)\/|^target\/region-offers-bedrock$/;
const WITHOUT_PRINCIPAL: readonly Check[] = CHECKS.filter(({ id }) => OF_AGREEMENT.test(id));

/** To the checks there is nothing in what a fleet does not read. */
const NOTHING: Fact<null> = { known: true, value: null };

const named = (value: string, name: string): Sourced<string> => ({
  value,
  source: { from: 'flag', name } satisfies Source,
});

function targetOf({ principal }: EnteredAccount, region: string, model: string): Target {
  return {
    profile: null,
    region: named(region, '--regions'),
    endpointUrl: null,
    stack: null,
    function: null,
    role: principal?.kind === 'role' ? named(principal.name, '--role') : null,
    user: principal?.kind === 'user' ? named(principal.name, '--user') : null,
    model: named(model, '--models'),
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

/** The first finding in words, for a cell that fails on warnings. */
const warningIn = (results: readonly Result[]): string | null =>
  results.flatMap(({ outcome }) => (outcome.status === 'fail' ? outcome.findings : []))[0]?.message ?? null;

/** Answers of AWS for one cell, but for what a fleet does not read. No guesses: they save round trips and cost calls. */
function askFor(entered: EnteredAccount, aws: Aws, model: string, now: number, store: Store): Ask {
  const ask = askOf(targetOf(entered, aws.region, model), aws, { now, failOn: entered.failOn, store });
  return async (probe, needs) => (isReadInFleet(probe.id) ? ask(probe, needs) : NOTHING);
}

/** One cell's diagnosis, without log and events: what `diagnose` concludes of the account itself. */
async function diagnoseCell(
  entered: EnteredAccount,
  aws: Aws,
  model: string,
  now: number,
  store: Store,
): Promise<Diagnosis> {
  const checks = entered.principal === null ? WITHOUT_PRINCIPAL : CHECKS;
  const facts = await gatherFor(checks, askFor(entered, aws, model, now, store));
  return diagnoseFacts(targetOf(entered, aws.region, model), facts, checks, entered.failOn);
}

/** Whether Bedrock refused a read that the cell needs. */
const isRefused = ({ facts }: Diagnosis): boolean =>
  [...facts.values()].some(
    (fact) => !fact.known && fact.why.kind === 'denied' && fact.why.action.startsWith('bedrock:'),
  );

function verdictIn(
  { results, ranking, judged, facts }: Diagnosis,
  entered: EnteredAccount,
  region: string,
  model: string,
): CellVerdict {
  const { principal, account } = entered;
  const { root, others } = ranking;
  const { unknown, reason } = blindness(results);
  const { verdict } = judged;
  const whose = principal && `arn:${partitionOf(region)}:iam::${account}:${principal.kind}/${principal.name}`;
  return {
    region,
    principal: principal === null ? null : (known(principalProbe, facts)?.arn ?? whose),
    model,
    verdict,
    rootCause: root === null ? null : rootCauseOf(root),
    otherCauses: others,
    unknown,
    reason: verdict === 'healthy' ? null : (root?.message ?? reason ?? warningIn(results)),
  };
}

/**
 * Judges an account's cells, Region by Region, so that few calls go to one Region at a time. What all cells ask of the
 * simulator is asked once before, where that changes no answer; `together` is the run's.
 */
export async function* judgeCells(
  entered: EnteredAccount,
  now: number,
  together: Together = { purposes: true },
): AsyncGenerator<CellVerdict> {
  const { regions, models, aws, everyRegion, skips } = entered;
  const shared = scopeOf(getFoundationModelAvailability as never, {}, everyRegion) === 'account';
  const [store, own]: [Store, Store] = [new Map(), new Map()];
  const openIn = (region: string): readonly string[] => models.filter((model) => !skips(region, model));
  const foreseen =
    entered.principal === null
      ? aws
      : await foreseeSimulation(
          aws,
          regions.flatMap((region) =>
            openIn(region).map((model) => askFor(entered, aws.inRegion(region), model, now, store)),
          ),
          together,
        );
  for (const [at, region] of regions.entries()) {
    const here = foreseen.inRegion(region);
    const open = openIn(region);
    const judgeOne = async (model: string): Promise<Diagnosis> => {
      const one = await diagnoseCell(entered, here, model, now, store);
      // Another account's catalog may have told what this one is not let to see: then only what it sees itself counts.
      return isRefused(one) ? diagnoseCell(entered, here, model, now, own) : one;
    };
    const cells = open.map(judgeOne);
    for (const [index, model] of open.entries()) {
      const diagnosis = await cells[index];
      if (diagnosis === undefined) continue;
      const verdict = verdictIn(diagnosis, entered, region, model);
      yield at > 0 && shared ? { ...verdict, deduced: ['agreement'] } : verdict;
    }
  }
}
