import type { Signature } from './signature.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
export const ACCOUNT: readonly Signature[] = [
  {
    id: 'use-case-form',
    pattern:
      /Model use case details have not been submitted for this account|\bFTUFormNotFilled\b|You have not filled out the request form/gi,
    cause: 'use-case-form-missing',
    transient: false,
    samples: [
      'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
    ],
  },
  {
    id: 'gated',
    pattern: /\S+ is not available for this account\. You can explore other available models/gi,
    cause: 'model-gated',
    transient: false,
    samples: [
      'anthropic.claude-opus-4-7 is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/',
    ],
  },
  {
    id: 'no-access-to-model',
    pattern: /You don't have access to the model with the specified model ID/gi,
    cause: 'model-access-denied',
    transient: false,
    samples: ["You don't have access to the model with the specified model ID."],
  },
  {
    id: 'operation-not-allowed',
    pattern: /\bOperation not allowed\b/g,
    cause: 'account-restricted',
    transient: false,
    samples: ['ValidationException: Operation not allowed'],
  },
  {
    id: 'support-case',
    pattern: /Your account is not authorized to perform this action\. Please create a support case/gi,
    cause: 'account-restricted',
    transient: false,
    samples: [
      'Your account is not authorized to perform this action. Please create a support case (https://console.aws.amazon.com/support/home) with details about your use case and we will get back to you.',
    ],
  },
  {
    id: 'bad-score',
    pattern: /\bBadCScoreException\b|Your account is not authorized to access this model(?!\. Your AWS Marketplace)/gi,
    cause: 'account-restricted',
    transient: false,
    samples: ['BadCScoreException: Your account is not authorized to access this model'],
  },
  {
    id: 'api-operation',
    pattern: /Your account is not authorized to invoke this API operation/gi,
    cause: 'operation-not-authorized',
    transient: false,
    samples: ['AccessDeniedException: Your account is not authorized to invoke this API operation.'],
  },
  {
    id: 'geography',
    pattern: /Access to \S+(?: \S+)? models is not allowed from unsupported countries, regions, or territories/gi,
    cause: 'geography-unsupported',
    transient: false,
    samples: [
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
    ],
  },
  {
    id: 'data-retention',
    pattern: /data retention mode '[^']*' is not available for this model/gi,
    cause: 'data-retention-required',
    transient: false,
    samples: ["ValidationException: data retention mode 'default' is not available for this model"],
  },
];
