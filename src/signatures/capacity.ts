import type { Signature } from './signature.ts';

/** Not a matter of access: retry, never change a policy. https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
export const CAPACITY: readonly Signature[] = [
  {
    id: 'tokens-per-day',
    pattern: /Too many tokens per day/gi,
    cause: 'daily-token-quota',
    transient: true,
    samples: ['ThrottlingException: Too many tokens per day, please wait before trying again.'],
  },
  {
    id: 'too-many',
    pattern:
      /Too many (?:requests|tokens)(?! per day),? please wait before trying again|Your request rate is too high\. Reduce the frequency/gi,
    cause: 'throttled',
    transient: true,
    samples: [
      'Too many requests, please wait before trying again.',
      'Too many tokens, please wait before trying again.',
      'Your request rate is too high. Reduce the frequency of requests.',
    ],
  },
  {
    id: 'throttling',
    pattern:
      /\bThrottlingException\b(?!:? Too many tokens per day)(?=[\s\S]{0,200}?(?:InvokeModel|Converse|bedrock|Rate exceeded|$))/gi,
    cause: 'throttled',
    transient: true,
    samples: ['An error occurred (ThrottlingException) when calling the InvokeModel operation: Rate exceeded'],
  },
  {
    id: 'quota',
    pattern: /\bServiceQuotaExceededException\b/gi,
    cause: 'service-quota-exceeded',
    transient: true,
    samples: ['ServiceQuotaExceededException: Your request exceeds the service quota for your account.'],
  },
  {
    id: 'not-ready',
    pattern: /\bModelNotReadyException\b|The model is not ready for inference/gi,
    cause: 'model-not-ready',
    transient: true,
    samples: ['ModelNotReadyException: The model is not ready for inference'],
  },
  {
    id: 'model-timeout',
    pattern: /\bModelTimeoutException\b/gi,
    cause: 'model-timeout',
    transient: true,
    samples: ['ModelTimeoutException: The request took too long to process.'],
  },
  {
    id: 'model-error',
    pattern: /\bModel(?:Stream)?ErrorException\b/gi,
    cause: 'model-error',
    transient: true,
    samples: [
      'ModelErrorException: The system encountered an unexpected error during processing. Try your request again.',
    ],
  },
  {
    id: 'unavailable',
    pattern:
      /\bServiceUnavailableException\b|\boverloaded_error\b|\bInternalServerException\b(?=[\s\S]{0,200}?(?:InvokeModel|Converse|bedrock|$))/gi,
    cause: 'service-unavailable',
    transient: true,
    samples: [
      'ServiceUnavailableException: Bedrock is unable to process your request.',
      '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
    ],
  },
];
