import { type ModelReference, parseModel } from '../../bedrock/model-id.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Source } from '../../core/target.ts';
import { lambdaFunction } from '../lambda/function.ts';

/** The model of the guide, for when neither the user nor the function names one. */
export const GUIDE_MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';

export interface ModelChoice {
  readonly reference: ModelReference;
  readonly source: Source;
}

/** Which model is meant: the user's, else the function's own, else the guide's. Asks nobody. */
export const model = defineProbe({
  id: 'run/model',
  title: 'which model is meant',
  actions: [],
  needs: { lambdaFunction: maybe(lambdaFunction) },
  read: async ({ lambdaFunction: found }, { target }): Promise<ModelChoice> => {
    if (target.model) return { reference: parseModel(target.model.value), source: target.model.source };
    const own = found.known && found.value !== null ? found.value.models[0] : undefined;
    return own
      ? {
          reference: parseModel(own.model),
          source: { from: 'discovered', name: `variable ${own.variable} of the function` },
        }
      : { reference: parseModel(GUIDE_MODEL), source: { from: 'default' } };
  },
});
