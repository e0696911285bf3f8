import {
  getFoundationModel,
  getInferenceProfile,
  listFoundationModels,
  listInferenceProfiles,
} from '../../aws/operations/bedrock.ts';
import type { Aws, Operation } from '../../core/aws.ts';
import { beginSimulations } from '../../core/simulations.ts';

/** From so many cells on a list of the catalog is fewer calls than an answer a model. */
const MANY = 3;
/** A page holds up to 1000: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html */
const PAGE = 1000;

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
    const { inferenceProfileSummaries } = await aws.ask(listInferenceProfiles, {
      typeEquals: 'SYSTEM_DEFINED',
      maxResults: PAGE,
    });
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

/**
 * AWS for the cells of one principal: questions to the simulator that differ in their resources alone go together, and
 * from three models in a Region on its catalog is read as lists. What a list does not have is asked for by itself, so
 * that every answer is the one AWS gives to the single question. `models`: how many models are judged in a Region.
 */
export function shareReads(aws: Aws, models: (region: string) => number): Aws {
  const simulations = beginSimulations();
  const catalogs = new Map<string, Catalog>();
  const wrap = (here: Aws): Aws => ({
    ...here,
    inRegion: (region) => wrap(here.inRegion(region)),
    ask: async <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O> => {
      if (operation.name === 'SimulatePrincipalPolicy')
        return simulations.ask(here, operation as never, input as never) as Promise<O>;
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
    },
  });
  return wrap(aws);
}
