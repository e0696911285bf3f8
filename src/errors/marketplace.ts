import { errorNamed } from './named.ts';
import type { Signature } from './signature.ts';

const FRAME =
  'Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html and troubleshooting-api-error-codes.html */
export const MARKETPLACE: readonly Signature[] = [
  {
    id: 'marketplace-actions',
    needles: ['aws marketplace actions'],
    pattern:
      /(?:Model access is denied due to )?(?:IAM )?user or service role is not authorized to perform the required AWS Marketplace actions[\s\S]{0,400}?(?=\. ?Your AWS|\.|$)/gi,
    cause: 'marketplace-subscription-denied',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      `Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. ${FRAME} 2 minutes.`,
      'AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions',
    ],
  },
  {
    id: 'payment-instrument',
    needles: ['payment_instrument', 'payment instrument must be'],
    pattern:
      /\b(?:due to )?INVALID_PAYMENT_INSTRUMENT(?:\W{1,4}A valid payment instrument|(?<=due to INVALID_PAYMENT_INSTRUMENT))|A valid payment instrument must be provided/g,
    cause: 'payment-instrument-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      `Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. ${FRAME} 2 minutes.`,
    ],
  },
  {
    // Organizations has a reason of the same name.
    id: 'payment-instrument-code',
    needles: ['invalid_payment_instrument'],
    pattern: /\bINVALID_PAYMENT_INSTRUMENT\b/g,
    cause: 'payment-instrument-invalid',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: ['AWS Bedrock: 403 INVALID_PAYMENT_INSTRUMENT'],
  },
  {
    // The frame of the endpoint bedrock-mantle; dropped where a known reason stands in it.
    id: 'mantle-subscription',
    needles: ['subscription to the model could not be established'],
    pattern: /Your subscription to the model could not be established(?:\. Reason: (?<reason>[^"]{3,200}))?/gi,
    cause: ({ reason }) =>
      reason === undefined || /AccessDenied|not authorized|^User\b/.test(reason)
        ? 'marketplace-subscription-denied'
        : 'marketplace-subscription-failed',
    weight: 'firm',
    surroundings: 'none',
    yields: 'to firm',
    samples: ['Your subscription to the model could not be established'],
  },
  {
    id: 'subscription-processed',
    needles: ['still being processed'],
    pattern: /Your AWS Marketplace subscription for this model is still being processed/gi,
    cause: 'marketplace-subscription-pending',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again in 15 minutes.',
    ],
  },
  {
    id: 'subscription-processed-code',
    needles: ['mpagreementbeingcreated'],
    pattern: errorNamed('MPAgreementBeingCreated'),
    cause: 'marketplace-subscription-pending',
    weight: 'firm',
    surroundings: 'none',
    samples: ['{"code":"MPAgreementBeingCreated","message":"in progress"}'],
  },
  {
    id: 'agreement-failed',
    needles: ['marketplace agreement'],
    pattern: /AWS Marketplace Agreement (?:Failed within|Pending after) \d+ minutes/gi,
    cause: 'marketplace-subscription-failed',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      '403 AWS Marketplace Agreement Failed within 15 minutes',
      '403 AWS Marketplace Agreement Pending after 15 minutes',
    ],
  },
  {
    // The frame around a reason that is not known here, or was cut off; dropped where a known reason stands in it.
    id: 'marketplace-frame',
    needles: ['subscription for this model cannot be completed'],
    pattern:
      /(?:Model access is denied due to (?<reason>[^"]{3,600}?)[.\s]{1,3})?Your AWS Marketplace subscription for this model cannot be completed/gi,
    cause: ({ reason }) =>
      reason === undefined ? 'marketplace-subscription-denied' : 'marketplace-subscription-failed',
    weight: 'firm',
    surroundings: 'none',
    yields: 'to firm',
    samples: [`${FRAME} 5 minutes.`],
  },
];
