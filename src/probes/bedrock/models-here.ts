import { listFoundationModels } from '../../aws/operations/bedrock.ts';
import { isoDate } from '../../bedrock/dates.ts';
import type { ListedModel } from '../../bedrock/replacement.ts';
import { textOf, textsOf } from '../../bedrock/text.ts';
import { defineProbe } from '../../core/probe.ts';
import { replacementWanted } from './wants-another.ts';

/**
 * The models of this Region, read only when the model at hand is to be replaced. The answer has no
 * pages: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModels.html
 */
export const modelsHere = defineProbe({
  id: 'bedrock/models-here',
  title: 'the models of this Region',
  actions: ['bedrock:ListFoundationModels'],
  scope: [],
  needs: { replacementWanted },
  read: async ({ replacementWanted: wanted }, { aws }): Promise<readonly ListedModel[]> => {
    if (!wanted) return [];
    const { modelSummaries } = await aws.ask(listFoundationModels, {});
    return (modelSummaries ?? []).flatMap(({ modelId, modelName, inferenceTypesSupported, modelLifecycle }) => {
      const id = textOf(modelId);
      if (id === null) return [];
      // The dates are newer than the typings of some SDK releases: read them as what they are, unknown members.
      const life: { readonly [key: string]: unknown } = { ...modelLifecycle };
      return [
        {
          id,
          name: textOf(modelName) ?? id,
          inferenceTypes: [...textsOf(inferenceTypesSupported)],
          lifecycle: textOf(modelLifecycle?.status) ?? 'ACTIVE',
          endOfLifeAt: isoDate(life['endOfLifeTime']),
        },
      ];
    });
  },
});
