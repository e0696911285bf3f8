import {
  getFoundationModel,
  getInferenceProfile,
  listFoundationModels,
  listInferenceProfiles,
} from '../../aws/operations/bedrock.ts';
import type { Aws, Operation } from '../../core/aws.ts';
import { canonical, type Json } from '../../core/json.ts';
import { beginSimulations } from '../../core/simulations.ts';
import { LARGEST_PAGE } from '../../probes/bedrock/alternatives.ts';

/** From so many cells on a list of the catalog is fewer calls than an answer a model. */
const MANY = 3;

/** The catalog of one Region, read as lists; each empty where it may not be read, so that every entry is asked for itself. */
interface Catalog {
  readonly model: (id: string) => Promise<object | undefined>;
  readonly profile: (id: string) => Promise<object | undefined>;
}

function openCatalog(aws: Aws): Catalog {
  let models: Promise<ReadonlyMap<string, object>> | null = null;
  let profiles: Promise<ReadonlyMap<string, object>> | null = null;
  const readModels = async (): Promise<ReadonlyMap<string, object>> => {
    const { modelSummaries } = await aws.ask(listFoundationModels, {});
    return new Map((modelSummaries ?? []).flatMap((one) => (one.modelId === undefined ? [] : [[one.modelId, one]])));
  };
  const readProfiles = async (): Promise<ReadonlyMap<string, object>> => {
    const { inferenceProfileSummaries } = await aws.ask(listInferenceProfiles, { maxResults: LARGEST_PAGE });
    return new Map(
      (inferenceProfileSummaries ?? []).flatMap((one) =>
        one.inferenceProfileId === undefined ? [] : [[one.inferenceProfileId, one]],
      ),
    );
  };
  const nothing = (): ReadonlyMap<string, object> => new Map();
  return {
    model: async (id) => {
      models ??= readModels().catch(nothing);
      return (await models).get(id);
    },
    profile: async (id) => {
      profiles ??= readProfiles().catch(nothing);
      return (await profiles).get(id);
    },
  };
}

/** Keys whose values are of one model; the questions about several go together without them. */
const OF_ONE_MODEL = ['bedrock:InferenceProfileArn', 'aws-marketplace:ProductId'];

/** Asks equal reads once: by Region, operation and input. For one account and one moment. */
export function askOnce(aws: Aws): Aws {
  const asked = new Map<string, Promise<unknown>>();
  const wrap = (here: Aws): Aws => ({
    ...here,
    inRegion: (region) => wrap(here.inRegion(region)),
    ask: <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O> => {
      const key = `${here.region} ${operation.action} ${operation.name} ${canonical(input as unknown as Json)}`;
      const answer = (asked.get(key) as Promise<O> | undefined) ?? here.ask(operation, input);
      asked.set(key, answer);
      return answer;
    },
  });
  return wrap(aws);
}

/**
 * AWS for the cells of one principal: questions to the simulator that differ in their resources and models alone go together,
 * and from three models in a Region on its catalog is read as lists. What a list does not have is asked for by itself, so
 * that every answer is the one AWS gives to the single question. `models`: how many models are known to be judged in a
 * Region, asked again before each read.
 */
export function shareReads(aws: Aws, models: (region: string) => number): Aws {
  let underway = 0;
  const simulations = beginSimulations(OF_ONE_MODEL, () => underway > 0);
  const catalogs = new Map<string, Catalog>();
  const read = async <I extends object, O>(here: Aws, operation: Operation<I, O>, input: I): Promise<O> => {
    if (models(here.region) < MANY) return here.ask(operation, input);
    const catalog = catalogs.get(here.region) ?? openCatalog(here);
    catalogs.set(here.region, catalog);
    if (operation.name === getFoundationModel.name && 'modelIdentifier' in input) {
      const found = await catalog.model(String(input.modelIdentifier));
      if (found !== undefined) return { modelDetails: found } as O;
    }
    if (operation.name === getInferenceProfile.name && 'inferenceProfileIdentifier' in input) {
      const found = await catalog.profile(String(input.inferenceProfileIdentifier));
      if (found !== undefined) return found as O;
    }
    return here.ask(operation, input);
  };
  const wrap = (here: Aws): Aws => ({
    ...here,
    inRegion: (region) => wrap(here.inRegion(region)),
    ask: async <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O> => {
      if (operation.name === 'SimulatePrincipalPolicy' && models(here.region) > 1)
        return simulations.ask(here, operation as never, input as never) as Promise<O>;
      // What the questions of the cells wait for, each its own, is asked of Bedrock.
      const own = operation.service === 'bedrock' ? 1 : 0;
      underway += own;
      try {
        return await read(here, operation, input);
      } finally {
        underway -= own;
      }
    },
  });
  return wrap(aws);
}
