import { askAws } from '../../aws/answer.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { dollars, POEM_TOKENS, priceIn, sayDollars } from '../../bedrock/poem-cost.ts';
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

/** What one poem will cost, before it is asked for. */
export const estimate = (price: Price | null): string => {
  const { input, output } = POEM_TOKENS;
  const tokens = `about ${input} tokens in, ${output} out`;
  return price === null ? tokens : `${tokens}: ${sayDollars(dollars(POEM_TOKENS, price))}`;
};
