import type { Signature } from './signature.ts';

const FRAME =
  'Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html and troubleshooting-api-error-codes.html */
export const MARKETPLACE: readonly Signature[] = [
  {
    id: 'marketplace-actions',
    pattern:
      /(?:Model access is denied due to )?(?:IAM )?user or service role is not authorized to perform the required AWS Marketplace actions[\s\S]{0,400}?(?=\. ?Your AWS|\.|$)/gi,
    cause: 'marketplace-subscription-denied',
    transient: false,
    samples: [
      `Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. ${FRAME} 2 minutes.`,
      'AccessDeniedException: Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions',
    ],
  },
  {
    id: 'payment-instrument',
    pattern: /INVALID_PAYMENT_INSTRUMENT\b[^"]{0,80}|A valid payment instrument must be provided/g,
    cause: 'payment-instrument-invalid',
    transient: false,
    samples: [
      `Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. ${FRAME} 2 minutes.`,
    ],
  },
  {
    id: 'subscription-processed',
    pattern: /Your AWS Marketplace subscription for this model is still being processed|\bMPAgreementBeingCreated\b/gi,
    cause: 'marketplace-subscription-pending',
    transient: false,
    samples: [
      'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again in 15 minutes.',
    ],
  },
  {
    id: 'agreement-failed',
    pattern: /AWS Marketplace Agreement (?:Failed within|Pending after) \d+ minutes/gi,
    cause: 'marketplace-subscription-failed',
    transient: false,
    samples: [
      'AWS Marketplace Agreement Failed within 15 minutes',
      'AWS Marketplace Agreement Pending after 15 minutes',
    ],
  },
  {
    id: 'subscription-not-completed',
    // The frame alone: AWS names a reason that no other signature knows.
    pattern:
      /Model access is denied due to (?!(?:IAM )?user or service role is not auth|INVALID_PAYMENT|User: )[^.]{1,300}\.? ?Your AWS Marketplace subscription for this model cannot be completed/gi,
    cause: 'marketplace-subscription-failed',
    transient: false,
    samples: [`Model access is denied due to the agreement being in an unexpected state. ${FRAME} 5 minutes.`],
  },
];
