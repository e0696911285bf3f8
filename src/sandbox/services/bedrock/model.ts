import type { Json } from '../../../core/json.ts';
import type { Lifecycle, Model, World } from '../../world.ts';
import { idOf, modelArn } from './operation.ts';

/** The model of that id or ARN, wherever it is offered. */
export const modelAnywhere = (world: World, identifier: string): Model | null =>
  world.bedrock.models.find(({ id }) => id === idOf(identifier)) ?? null;

/** The model of that id or ARN, if the Region offers it. */
export const findModel = (world: World, identifier: string, region: string): Model | null => {
  const model = modelAnywhere(world, identifier);
  return model?.regions.includes(region) ? model : null;
};

/** The life of a model in a Region: https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html */
export const lifecycleOf = (model: Model, region: string): Lifecycle => model.lifecycleIn[region] ?? model.lifecycle;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_FoundationModelSummary.html: rerank models write TEXT too. */
export const outputOf = ({ kind = 'chat' }: Model): string =>
  ({ chat: 'TEXT', rerank: 'TEXT', embeddings: 'EMBEDDING', image: 'IMAGE', video: 'VIDEO' })[kind];

const iso = (moment: number | null): Json => (moment === null ? null : new Date(moment).toISOString());

/** A model as GetFoundationModel and ListFoundationModels give it. */
export function modelShape(world: World, model: Model, region: string): Json {
  const { status, startOfLife, legacy, extendedAccess, endOfLife } = lifecycleOf(model, region);
  const dates = {
    startOfLifeTime: iso(startOfLife),
    legacyTime: iso(legacy),
    publicExtendedAccessTime: iso(extendedAccess),
    endOfLifeTime: iso(endOfLife),
  };
  return {
    modelArn: modelArn(world, model.id, region),
    modelId: model.id,
    modelName: model.name,
    providerName: model.provider,
    inputModalities: ['TEXT'],
    outputModalities: [outputOf(model)],
    responseStreamingSupported: model.streaming,
    customizationsSupported: [],
    inferenceTypesSupported: [...model.inferenceTypes],
    modelLifecycle: { status, ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== null)) },
  };
}
