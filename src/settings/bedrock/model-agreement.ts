import { AwsError, orNull } from '../../aws/error.ts';
import { given } from '../../aws/given.ts';
import {
  createFoundationModelAgreement,
  deleteFoundationModelAgreement,
  getFoundationModelAvailability,
  listFoundationModelAgreementOffers,
} from '../../aws/operations/bedrock.ts';
import { looksLikeModel, parseModel } from '../../bedrock/model-id.ts';
import type { Aws } from '../../core/aws.ts';
import { defineSetting, textsOf } from '../../core/setting.ts';
import { UsageError } from '../../core/usage-error.ts';

/** A subscription that is being set up has been accepted already: only time is missing. */
const ACCEPTED: ReadonlySet<string> = new Set(['AVAILABLE', 'PENDING']);

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetFoundationModelAvailability.html */
async function isAccepted(model: string, aws: Aws): Promise<boolean> {
  const { agreementAvailability } = await aws.send(getFoundationModelAvailability, { modelId: model });
  return ACCEPTED.has(given(given(agreementAvailability, 'agreementAvailability').status, 'status'));
}

/**
 * Accepts the first public offer: AWS lists one per model, at the list price; private offers are somebody's own deal.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListFoundationModelAgreementOffers.html
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateFoundationModelAgreement.html
 */
async function accept(model: string, aws: Aws): Promise<void> {
  const { offers } = await aws.send(listFoundationModelAgreementOffers, { modelId: model, offerType: 'PUBLIC' });
  const offer = offers?.[0];
  if (!offer) throw new UsageError(`AWS has no public offer for ${model}; ask your AWS account team for one.`);
  try {
    const offerToken = given(offer.offerToken, 'offerToken');
    await aws.send(createFoundationModelAgreement, { modelId: model, offerToken });
  } catch (error) {
    // Somebody else, or a call of the function, was faster: what was wanted is there.
    const conflict = error instanceof AwsError && error.code === 'ConflictException';
    if (!conflict || !(await isAccepted(model, aws))) throw error;
  }
}

/**
 * The account's agreement with the provider of a model: `{accepted: true}`, or null when there is none or it has
 * failed. A later call of the model by somebody who may subscribe makes it again:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
export const modelAgreement = defineSetting({
  kind: 'bedrock.model-agreement',
  risk: 'reversible',
  actions: {
    read: ['bedrock:GetFoundationModelAvailability'],
    write: [
      'bedrock:ListFoundationModelAgreementOffers',
      'bedrock:CreateFoundationModelAgreement',
      'bedrock:DeleteFoundationModelAgreement',
      'aws-marketplace:ViewSubscriptions',
      'aws-marketplace:Subscribe',
      'aws-marketplace:Unsubscribe',
    ],
  },
  /** Key: which model, by its base id: 'anthropic.claude-3-haiku-20240307-v1:0'. */
  subject: ({ model }: { model: string }) => model,
  parseKey: (value) => {
    const key = textsOf(value, ['model']);
    return key !== null && looksLikeModel(key.model) && parseModel(key.model).base === key.model ? key : null;
  },
  read: async ({ model }, { aws }): Promise<{ readonly accepted: true } | null> =>
    (await isAccepted(model, aws)) ? { accepted: true } : null,
  write: async ({ model }, to, { aws }) => {
    if (to !== null) await accept(model, aws);
    // https://docs.aws.amazon.com/bedrock/latest/APIReference/API_DeleteFoundationModelAgreement.html
    else await orNull(['ResourceNotFoundException'], aws.send(deleteFoundationModelAgreement, { modelId: model }));
  },
});
