import { agreed, withBedrock } from './change.ts';
import { defineScenario } from './scenario.ts';

export const useCaseFormMissing = defineScenario({
  id: 'use-case-form-missing',
  title: "Anthropic's form was never sent",
  change: (world) => withBedrock(agreed(world), { form: null }),
});
