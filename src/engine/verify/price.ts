import { askAws } from '../../aws/answer.ts';
import { directRequest } from '../../bedrock/direct-requests.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { aboutDollars, dollars, POEM_TOKENS, priceIn } from '../../bedrock/poem-cost.ts';
import { type Price, priceOf } from '../../bedrock/prices.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import { gather } from '../../core/gather.ts';
import { offers } from '../../probes/bedrock/offers.ts';
import { model } from '../../probes/run/model.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';

const baseOf = ({ facts }: Diagnosis): string | null => known(model, facts)?.reference.base ?? null;

/** The list price of the model, which is known without a call; null where it is not. */
export function listPrice(diagnosis: Diagnosis): Price | null {
  const base = baseOf(diagnosis);
  return base === null ? null : priceOf(base);
}

/** The price by the provider's offer where it says one, else the list price. */
export async function offeredPrice(session: AwsSession, diagnosis: Diagnosis): Promise<Price | null> {
  const base = baseOf(diagnosis);
  if (base === null || !needsSubscription(parseModel(base).provider)) return listPrice(diagnosis);
  const facts = await gather([offers], askAws(diagnosis.target, session.aws, session.startedAt));
  return priceIn(known(offers, facts)?.[0]?.rates ?? []) ?? listPrice(diagnosis);
}

/** About what the smallest request to a chat model takes. */
const SMALLEST = { input: 10, output: 1 } as const;

/** What one call will cost, before it is made: of a poem's size where nothing else is said. */
export const estimate = (
  price: Price | null,
  size: { readonly input: number; readonly output: number } = POEM_TOKENS,
): string => {
  const tokens = `about ${size.input} tokens in, ${size.output} out`;
  if (price === null) return tokens;
  return `${tokens}: ${aboutDollars(dollars(size, price))}`;
};

/** What the smallest request will cost, in brackets behind a sentence; empty for what is not billed by a chat's tokens. */
export function estimateDirect(diagnosis: Diagnosis): string {
  const base = baseOf(diagnosis);
  return directRequest(base).by === 'converse' ? ` (${estimate(listPrice(diagnosis), SMALLEST)})` : '';
}
