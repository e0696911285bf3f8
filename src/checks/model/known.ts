import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { model } from '../../probes/run/model.ts';
import { regionOffersBedrock } from '../target/region-offers-bedrock.ts';

/** Whether any model is known to be called: without one neither access nor policies can be judged. */
export const modelKnown = defineCheck({
  id: 'model/known',
  title: 'A model is known',
  link: 'model',
  needs: { model: maybe(model) },
  after: [regionOffersBedrock],
  messages: {
    // Never said: it weighs what is not known as a missing answer.
    unnamed: {
      severity: 'error',
      cause: 'unknown',
      title: 'No model is known that is called',
      say: () => 'Nothing that is known of the application names a model; pass --model.',
    },
  },
  judge: ({ model: choice }) => (choice.known ? [] : { status: 'unknown', missing: 'run/model', why: choice.why }),
});
