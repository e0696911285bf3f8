import { withBedrock } from './change.ts';
import { defineScenario } from './scenario.ts';

export const stackedFormAndAgreement = defineScenario({
  id: 'stacked-form-and-agreement',
  title: 'first the form is missing, then the agreement',
  shows: 'use-case-form-missing',
  change: (world) => withBedrock(world, { form: null }),
});
