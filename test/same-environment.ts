import { afterAll, expect } from 'vitest';

/** The files of a worker share its environment: what one sets for itself it takes back. */
const [environment, before] = [process.env, { ...process.env }];
afterAll(() => {
  expect(process.env === environment, 'process.env is another object').toBe(true);
  expect({ ...process.env }, 'variables that were not taken back').toEqual(before);
});
