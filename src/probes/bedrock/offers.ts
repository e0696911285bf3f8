import { orNull } from '../../aws/error.ts';
import { listFoundationModelAgreementOffers } from '../../aws/operations/bedrock.ts';
import { textOf } from '../../bedrock/text.ts';
import { defineProbe } from '../../core/probe.ts';
import { baseModel } from './base-id.ts';

/** One line of an offer's price list, as AWS words it. */
export interface Rate {
  readonly dimension: string;
  readonly description: string;
  /** In USD for one unit of the description. */
  readonly price: string;
}

/** What the provider offers for a model. The token that accepts it is read again when it is used. */
export interface OfferFact {
  readonly id: string;
  readonly rates: readonly Rate[];
  readonly terms: string | null;
  /** ISO 8601 duration, such as P36500D. */
  readonly validity: string | null;
}

/** The public offers for the model; empty when there is none: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModelAgreementOffers.html */
export const offers = defineProbe({
  id: 'bedrock/offers',
  title: "the provider's offer",
  actions: ['bedrock:ListFoundationModelAgreementOffers'],
  scope: [],
  needs: { baseModel },
  read: async ({ baseModel: base }, { aws }): Promise<readonly OfferFact[]> => {
    if (base === null) return [];
    const answer = await orNull(
      ['ResourceNotFoundException', 'ValidationException'],
      aws.ask(listFoundationModelAgreementOffers, { modelId: base, offerType: 'PUBLIC' }),
    );
    return (answer?.offers ?? []).map(({ offerId, termDetails }) => ({
      id: textOf(offerId) ?? '',
      rates: (termDetails?.usageBasedPricingTerm?.rateCard ?? []).map(({ dimension, description, price }) => ({
        dimension: textOf(dimension) ?? '',
        description: textOf(description) ?? textOf(dimension) ?? '',
        price: textOf(price) ?? '',
      })),
      terms: textOf(termDetails?.legalTerm?.url),
      validity: textOf(termDetails?.validityTerm?.agreementDuration),
    }));
  },
});
