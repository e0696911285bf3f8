import { expect, test } from 'vitest';
import { periodWords } from '../src/bedrock/period.ts';

test.each([
  ['P36500D', '100 years'],
  ['P30D', '30 days'],
  ['P1M', '1 month'],
  ['P12M', '12 months'],
  ['P1Y', '1 year'],
  ['P800D', '800 days'],
  ['P1Y6M', 'P1Y6M'],
  ['PT15M', 'PT15M'],
  ['for ever', 'for ever'],
])('%s is %s', (period, words) => {
  expect(periodWords(period)).toBe(words);
});
