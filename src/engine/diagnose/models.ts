import { GUIDE_MODEL, isGuideFunction } from '../../applications/guide.ts';
import { bareId, looksLikeModel, parseModel } from '../../bedrock/model-id.ts';
import type { Aws } from '../../core/aws.ts';
import { type Check, isAbout } from '../../core/check.ts';
import { type Facts, gather, reachedFrom } from '../../core/gather.ts';
import { factOf, known } from '../../core/judge.ts';
import { type Probe, probeOf } from '../../core/probe.ts';
import type { Sourced, Target } from '../../core/target.ts';
import { concerns } from '../../evidence/whose.ts';
import { stack } from '../../probes/cloudformation/stack.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { model, wasRefused } from '../../probes/run/model.ts';
import { moment } from '../../probes/run/moment.ts';
import { principal } from '../../probes/run/principal.ts';
import { askOf, probesOf } from './diagnosis.ts';
import type { CalledModel, Examining } from './examining.ts';
import { IN_HISTORY } from './refused.ts';
import type { Subject } from './subject.ts';

const discovered = (value: string, name: string): Sourced<string> => ({ value, source: { from: 'discovered', name } });

/** Two ids that call the same thing. An ARN of a foundation model is that model; a profile is not the model behind it. */
function sameCall(a: string, b: string): boolean {
  const [one, other] = [parseModel(a), parseModel(b)];
  if (a === b) return true;
  if (one.base === null || other.base === null) return false;
  return one.prefix === other.prefix && bareId(one.base) === bareId(other.base);
}

/** Each model once, the first who named it kept; a model that AWS's words name behind a profile is that profile's. */
function distinct(all: readonly CalledModel[]): readonly CalledModel[] {
  const kept: CalledModel[] = [];
  const same = (one: CalledModel, other: CalledModel): boolean =>
    sameCall(one.value, other.value) && (one.region === undefined || one.region.value === other.region?.value);
  for (const one of all) if (!kept.some((other) => same(one, other))) kept.push(one);
  return kept;
}

/**
 * Every model that the application is known to call (contract, section 8): its variables, its log and the event history,
 * what other sources tell, the parameters of its stack. For the guide's function, where nothing names one, the guide's.
 */
export function modelsIn(
  facts: Facts,
  target: Target,
  also: readonly CalledModel[],
  requests = false,
): readonly CalledModel[] {
  const fn = known(lambdaFunction, facts);
  const variables = (fn?.models ?? []).map(({ model: id, variable }) =>
    discovered(id, `variable ${variable} of the function`),
  );
  const parameters =
    target.function === null
      ? []
      : (known(stack, facts)?.models ?? []).map(({ parameter, model: id }) =>
          discovered(id, `parameter ${parameter} of the stack`),
        );
  const named = [...variables, ...also];
  const configured = named.length > 0 ? named : parameters;
  // What was called before the function was last changed, and is named no more, is called no more.
  const changedAt = variables.length > 0 ? (fn?.changedAt ?? 0) : 0;
  const seen = known(evidence, facts);
  const where = { log: 'the log', event: IN_HISTORY, answer: 'a request' } as const;
  const called = [...(seen?.called ?? []), ...(seen?.observations ?? []).filter((one) => one.source !== 'answer')]
    .filter(({ at }) => at >= changedAt)
    .sort((a, b) => b.at - a.at)
    .flatMap(({ model: id, source }) =>
      id === null || !(looksLikeModel(id) || (source === 'event' && SENT.test(id)))
        ? []
        : [discovered(plainId(id), where[source])],
    )
    // A denial behind a profile names the base model: it is said of the profile that is called.
    .filter(({ value }) => !configured.some((one) => concerns(value, one.value)));
  const guides = target.function !== null && isGuideFunction(target.function.value);
  const all = distinct(guides && requests ? configured : [...configured, ...called]);
  if (all.length > 0) return all;
  // Where its variables could not be read, the guide's model would be a guess (contract, section 3, rule 4).
  return guides && !wasRefused(factOf(lambdaFunction, facts))
    ? [{ value: GUIDE_MODEL, source: { from: 'default' } }]
    : [];
}

/** What an event says was sent as `modelId` is what is called, however it looks; this is what Bedrock's API takes there. */
const SENT = /^[\w.:/-]{1,2048}$/;

/** The id in a foundation model's ARN, whose Region is of a destination; any other ARN as it is. */
const plainId = (id: string): string => {
  const { kind, base } = parseModel(id);
  return id.startsWith('arn:') && kind === 'base' && base !== null ? base : id;
};

/** Models that the principal's own policies name outright: to be offered, never judged. */
function modelsInPolicies(facts: Facts): readonly string[] {
  const policies = known(rolePolicies, facts);
  if (policies === null) return [];
  const texts = [...policies.inline, ...policies.attached].map(({ text }) => text);
  const found = texts.flatMap((text) =>
    [...text.matchAll(/"(arn:[^"*?]*:bedrock:[^"*?]*:(?:foundation-model|inference-profile)\/[^"*?]+)"/g)].map(
      ([, arn = '']) => arn.replace(/^.*\//, ''),
    ),
  );
  return [...new Set(found)];
}

/** What is asked before the cells are known: all that no model is needed for. */
function rootsWithoutModel(checks: readonly Check[], target: Target): readonly Probe[] {
  const free = [...probesOf(checks, target)].filter(
    (probe) => !reachedFrom([probe]).has(model) && probe.spends === undefined,
  );
  return [...new Set<Probe>([...free, moment, lambdaFunction, stack, evidence, principal, rolePolicies])];
}

/** The models of a subject, with what its policies offer where it has none. `also`: those that other sources tell. */
export async function modelsOf(
  { target }: Subject,
  also: readonly CalledModel[],
  aws: Aws,
  checks: readonly Check[],
  looking: Examining,
): Promise<{ readonly models: readonly CalledModel[]; readonly notes: readonly string[] }> {
  const ahead = also[0] ?? null;
  const ask = askOf(
    ahead === null ? target : { ...target, model: { value: ahead.value, source: ahead.source } },
    aws,
    looking,
  );
  const facts = await gather(
    rootsWithoutModel(checks, target),
    ask,
    checks.filter((check) => isAbout(check, target)).flatMap(({ needs }) => Object.values(needs).map(probeOf)),
  );
  const models = modelsIn(facts, target, also, looking.requests);
  if (models.length > 0) return { models, notes: [] };
  const offered = modelsInPolicies(facts);
  const who = known(principal, facts)?.name;
  return {
    models,
    notes:
      who === undefined
        ? []
        : [
            `No model is known that ${who} calls; pass --model.${offered.length === 0 ? '' : ` Its policies name ${offered.slice(0, 8).join(', ')}.`}`,
          ],
  };
}
