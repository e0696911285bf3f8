import type { Agreement, Moment, World } from '../../world.ts';

/** The agreement as it is at a moment: PENDING settles by itself. */
export function agreementOf(world: World, modelId: string, now: Moment): Agreement | null {
  const found = world.bedrock.agreements[modelId];
  if (!found) return null;
  const settled = found.status === 'PENDING' && found.settlesAt !== null && found.settlesAt <= now;
  return settled ? { ...found, status: found.settlesAs, settlesAt: null } : found;
}

/** What AWS Marketplace says of an account that cannot pay. */
export const PAYMENT_PROBLEM = 'INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.';

/** A subscription that begins now; without a payment method it fails. */
export function subscribing(world: World, modelId: string, now: Moment, background: boolean): World {
  const cannotPay = world.bedrock.gate === 'payment';
  const agreement: Agreement = {
    status: 'PENDING',
    errorMessage: cannotPay ? PAYMENT_PROBLEM : null,
    startedAt: now,
    settlesAt: now + world.delays.subscriptionMs,
    settlesAs: cannotPay ? 'ERROR' : 'AVAILABLE',
    background,
  };
  return {
    ...world,
    bedrock: { ...world.bedrock, agreements: { ...world.bedrock.agreements, [modelId]: agreement } },
  };
}
