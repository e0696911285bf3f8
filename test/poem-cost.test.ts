import { expect, test } from 'vitest';
import { dollars, POEM_TOKENS, priceIn, sayDollars } from '../src/bedrock/poem-cost.ts';
import { priceOf } from '../src/bedrock/prices.ts';
import { run, sandboxOf } from './run.ts';

const rate = (description: string, price: string, dimension = 'x') => ({ dimension, description, price });

test("the guide's thousand poems: $0.71 with Claude 3 Haiku", () => {
  const price = priceOf('anthropic.claude-3-haiku-20240307-v1:0');
  expect(price).not.toBeNull();
  if (price) expect(sayDollars(1_000 * dollars(POEM_TOKENS, price))).toBe('$0.71');
});

test('a rate card is read only where it leaves no doubt', () => {
  const haiku = { input: 0.25, output: 1.25 };
  expect(priceIn([rate('Thousand input tokens', '0.00025'), rate('Thousand output tokens', '0.00125')])).toEqual(haiku);
  expect(priceIn([rate('Million Input Tokens', '0.25'), rate('Million Response Tokens', '1.25')])).toEqual(haiku);
  const both = [rate('Million input tokens', '0.25'), rate('Million output tokens', '1.25')];
  expect(
    priceIn([...both, rate('Million input tokens', '0.1', 'Batch'), rate('Million cache read input tokens', '0.03')]),
  ).toEqual(haiku);
  expect(priceIn([...both, rate('Million input tokens', '0.3')])).toBeNull();
  expect(priceIn([rate('Input tokens', '0.25'), rate('Output tokens', '1.25')])).toBeNull();
  expect(priceIn([rate('Million input tokens', 'free'), rate('Million output tokens', '')])).toBeNull();
  expect(priceIn([])).toBeNull();
});

test('amounts are said as people read them', () => {
  expect([0.000235, 0.0123, 0.71, 12.5].map(sayDollars)).toEqual(['$0.00023', '$0.012', '$0.71', '$12.50']);
});

test.each([
  ['api', /thousand poems .* about \$0\.71/],
  // One token is no poem.
  ['direct', /proves the account and the model/],
] as const)('verify says the price before and after: %s', async (via, says) => {
  const sandbox = await sandboxOf('healthy');
  const ran = await run(['verify', '--wait', '0s', '--via', via, '--format', 'json'], sandbox.env);
  await sandbox.close();
  const { verification, notes } = JSON.parse(ran.out) as {
    readonly verification: {
      readonly cost: { readonly inputTokens: number; readonly outputTokens: number; readonly usd: number };
    };
    readonly notes: readonly string[];
  };
  const { inputTokens, outputTokens, usd } = verification.cost;
  expect(usd).toBeCloseTo((inputTokens * 0.25 + outputTokens * 1.25) / 1_000_000, 8);
  expect(ran.err).toContain('$');
  expect(notes.join('\n')).toMatch(says);
  expect(/thousand poems/.test(notes.join('\n'))).toBe(via === 'api');
});
