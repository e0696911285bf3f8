import type { Json } from '../../../core/json.ts';
import { fault, text } from '../../operation.ts';
import { modelAnywhere } from './model.ts';
import { operation, UNKNOWN_MODEL } from './operation.ts';

/** The token with which an offer is accepted. */
export const offerToken = (productId: string): string => `offer-token-${productId}`;

/** Offers quote a thousand tokens; the world's prices are for a million. */
const THOUSANDS_IN_A_MILLION = 1_000;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModelAgreementOffers.html */
export const listFoundationModelAgreementOffers = operation('ListFoundationModelAgreementOffers', (world, input) => {
  const model = modelAnywhere(world, text(input, 'modelId'));
  if (!model) return UNKNOWN_MODEL;
  if (model.productId === null) {
    return fault('ResourceNotFoundException', 404, 'No agreement offers exist for the model.');
  }
  const rate = (dimension: string, description: string, price: number): Json => ({
    dimension,
    description,
    price: String(price / THOUSANDS_IN_A_MILLION),
    unit: 'Units',
  });
  const offer: Json = {
    offerId: `offer-${model.productId.replace(/^prod-/, '')}`,
    offerToken: offerToken(model.productId),
    termDetails: {
      usageBasedPricingTerm: {
        rateCard: [
          rate('InputTokenCount', 'Thousand input tokens', model.price.input),
          rate('OutputTokenCount', 'Thousand output tokens', model.price.output),
        ],
      },
      legalTerm: { url: 'https://aws.amazon.com/legal/bedrock/third-party-models/' },
      supportTerm: { refundPolicyDescription: 'No refunds.' },
      validityTerm: { agreementDuration: 'P36500D' },
    },
  };
  // The account has no private offers.
  return { world, output: { modelId: model.id, offers: text(input, 'offerType') === 'PRIVATE' ? [] : [offer] } };
});
