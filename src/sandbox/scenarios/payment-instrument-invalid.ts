import { withBedrock } from './change.ts';
import { defineScenario } from './scenario.ts';

export const paymentInstrumentInvalid = defineScenario({
  id: 'payment-instrument-invalid',
  title: 'no payment method that Marketplace accepts',
  change: (world) => withBedrock(world, { gate: 'payment' }),
});
