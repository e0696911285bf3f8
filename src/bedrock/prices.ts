import { bareId } from './model-id.ts';

/** US dollars for a million tokens, on demand. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/**
 * List prices by base model id without version: Amazon Bedrock's price page, https://aws.amazon.com/bedrock/pricing/, as
 * it stood in 2026 (Claude Haiku 5.5 in October 2026, for prompts up to 100,000 tokens). They compare models; a bill
 * also knows cache, batch, tiers and Regions.
 */
const PRICES: { readonly [model: string]: Price } = {
  'anthropic.claude-3-haiku-20240307': { input: 0.25, output: 1.25 },
  'anthropic.claude-3-5-haiku-20241022': { input: 0.8, output: 4 },
  'anthropic.claude-3-sonnet-20240229': { input: 3, output: 15 },
  'anthropic.claude-haiku-4-5-20251001': { input: 1, output: 5 },
  'anthropic.claude-haiku-5-5': { input: 0.1, output: 0.5 },
  'anthropic.claude-sonnet-4-5-20250929': { input: 3, output: 15 },
  'anthropic.claude-sonnet-4-6': { input: 3, output: 15 },
  'anthropic.claude-opus-4-1-20250805': { input: 15, output: 75 },
  'anthropic.claude-opus-4-7': { input: 5, output: 25 },
  'amazon.nova-lite': { input: 0.06, output: 0.24 },
  'amazon.nova-2-lite': { input: 0.3, output: 2.5 },
};

/** The list price of a base model, or null when it is not known here. */
export const priceOf = (base: string): Price | null => PRICES[bareId(base).replace(/-v\d+$/, '')] ?? null;

/** How one price compares to another, in words: 'about 4 times the price'; null where one of them is not known. */
export function comparePrices(from: Price | null, to: Price | null): string | null {
  if (from === null || to === null) return null;
  // A poem's request is about as long as its answer; with other shares the factor moves between the two.
  const factor = (to.input + to.output) / (from.input + from.output);
  const round = (value: number): string => String(Number(value.toPrecision(2)));
  if (factor > 0.95 && factor < 1.05) return 'about the same price';
  return factor >= 1 ? `about ${round(factor)} times the price` : `about ${round(factor * 100)}% of the price`;
}
