import { GUIDE_FUNCTION, GUIDE_MODEL } from '../../applications/guide.ts';
import { type ModelReference, parseModel } from '../../bedrock/model-id.ts';
import { type Fact, Unknowable } from '../../core/fact.ts';
import { defineProbe, guessFrom, maybe } from '../../core/probe.ts';
import type { Source } from '../../core/target.ts';
import { lambdaFunction } from '../lambda/function.ts';

export { GUIDE_MODEL };

export interface ModelChoice {
  readonly reference: ModelReference;
  readonly source: Source;
}

/** What is said where nothing names a model (contract, section 8). */
export const NO_MODEL = 'nothing that is known of the application names a model; pass --model';

/** What is said where nobody is known whose calls a model could be called in. */
const NOBODY = 'whose calls are examined is not known; name a function, a role or a user';

/** Whether somebody asked and was not told; not where nobody could be asked, which is the run's own trouble. */
export const wasRefused = (fact: Fact<unknown>): fact is Extract<Fact<unknown>, { known: false }> =>
  !fact.known && (fact.why.kind === 'denied' || fact.why.kind === 'failed');

/** Which model is meant: the cell's, else the function's own, else for the guide's function the guide's. Asks nobody. */
export const model = defineProbe({
  id: 'run/model',
  title: 'which model is meant',
  actions: [],
  scope: ['model', 'function', 'stack', 'role', 'user'],
  needs: { lambdaFunction: maybe(lambdaFunction) },
  // Before the cells are known: what the function names is what will be asked for.
  guess: guessFrom(
    { lambdaFunction: maybe(lambdaFunction) },
    ({ lambdaFunction: fn }, { target }): ModelChoice | null => {
      const [first] = fn.known ? (fn.value?.models ?? []) : [];
      const id = target.model?.value ?? first?.model;
      return id === undefined ? null : { reference: parseModel(id), source: { from: 'default' } };
    },
  ),
  read: async ({ lambdaFunction: found }, { target }): Promise<ModelChoice> => {
    if (target.model) return { reference: parseModel(target.model.value), source: target.model.source };
    const own = found.known && found.value !== null ? found.value.models[0] : undefined;
    if (own) {
      return {
        reference: parseModel(own.model),
        source: { from: 'discovered', name: `variable ${own.variable} of the function` },
      };
    }
    if (target.stack !== null && target.function?.value === GUIDE_FUNCTION) {
      // Its variables say which: where they could not be read the guide's model is a guess, and a guess is never judged.
      if (wasRefused(found)) throw new Unknowable(found.why);
      return { reference: parseModel(GUIDE_MODEL), source: { from: 'default' } };
    }
    const nobody = target.function === null && target.role === null && !target.user;
    throw new Unknowable({ kind: 'undecided', message: nobody ? NOBODY : NO_MODEL });
  },
});

/** The same without who said so, which changes no answer of AWS. Asks nobody. */
export const modelReference = defineProbe({
  id: 'run/model-reference',
  title: 'which model is meant',
  actions: [],
  scope: [],
  passing: true,
  needs: { model },
  read: async ({ model: { reference } }): Promise<ModelReference> => reference,
});
