import { parseModel } from '../../bedrock/model-id.ts';
import { neededArns } from '../../bedrock/needed-arns.ts';
import type { ListedModel, ListedProfile } from '../../bedrock/replacement.ts';
import type { Aws } from '../../core/aws.ts';
import type { Fact } from '../../core/fact.ts';
import type { Facts } from '../../core/gather.ts';
import { factOf } from '../../core/judge.ts';
import type { PrincipalRef } from '../../core/principal.ts';
import type { Probe } from '../../core/probe.ts';
import type { Target } from '../../core/target.ts';
import { askOf } from '../../engine/diagnose/diagnosis.ts';
import type { PolicySet } from '../../iam/access.ts';
import { decide } from '../../iam/decide.ts';
import { alternatives } from '../../probes/bedrock/alternatives.ts';
import { modelsHere } from '../../probes/bedrock/models-here.ts';

/** One id that can be called in a Region, whoever calls. */
export interface Callable {
  /** What to write as the model's id. */
  readonly id: string;
  /** The destinations of a profile; null for a model that is called by its own id. */
  readonly modelArns: readonly string[] | null;
}

/** The lists of a Region; unknown where they may not be read. */
export interface Listed {
  readonly models: Fact<readonly ListedModel[]>;
  readonly profiles: Fact<readonly ListedProfile[]>;
}

/** A fact with the type of its probe. */
export const factIn = <T>(probe: Probe<T>, facts: Facts): Fact<T> => factOf(probe, facts) as Fact<T>;

/** Reads the models and the inference profiles of the Region of `aws`. Two calls, or some more where there are many profiles. */
export async function readLists(target: Target, aws: Aws, now: number): Promise<Listed> {
  const ask = askOf(target, aws, { now, failOn: 'error' });
  // A diagnosis reads the lists where a model is to be replaced; here they are what is asked for.
  const read = <T>(probe: Probe<T>): Promise<Fact<T>> =>
    ask(probe, { replacementWanted: true } as never) as Promise<Fact<T>>;
  const [models, profiles] = await Promise.all([read(modelsHere), read(alternatives)]);
  return { models, profiles };
}

/** What can be called by its id: models on demand that have not ended, and every profile. Pure. */
export function callablesIn({ models, profiles }: Listed, now: number): readonly Callable[] {
  const direct = (models.known ? models.value : []).filter(
    ({ inferenceTypes, endOfLifeAt }) =>
      inferenceTypes.includes('ON_DEMAND') && !(endOfLifeAt !== null && Date.parse(endOfLifeAt) <= now),
  );
  return [
    ...direct.map(({ id }) => ({ id, modelArns: null })),
    ...(profiles.known ? profiles.value : []).map(({ id, modelArns }) => ({ id, modelArns })),
  ];
}

/** Whether the policies surely do not let the principal call it; what hangs on something unknown may be allowed. Pure. */
export function isDenied({ id, modelArns }: Callable, who: PrincipalRef, set: PolicySet, region: string): boolean {
  const reference = parseModel(id);
  const bare = neededArns(reference, null, region, who.account);
  const arn = bare.find(({ kind }) => kind === 'profile')?.arn;
  const needs =
    arn === undefined || modelArns === null ? bare : neededArns(reference, { arn, modelArns }, region, who.account);
  return needs.some(({ arn: resource, context }) => {
    const request = {
      action: 'bedrock:InvokeModel',
      resource,
      principal: who.arn,
      context,
      unknownKeys: 'all' as const,
    };
    return ['explicitDeny', 'implicitDeny'].includes(decide(request, set).decision);
  });
}
