import { errorNamed } from './named.ts';
import type { Signature } from './signature.ts';

/** Not a matter of access: retry, never change a policy. https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
export const CAPACITY: readonly Signature[] = [
  {
    id: 'tokens-per-day',
    pattern: /Too many tokens per day/gi,
    cause: 'daily-token-quota',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['ThrottlingException: Too many tokens per day, please wait before trying again.'],
  },
  {
    id: 'too-many',
    pattern:
      /Too many (?:requests|tokens),? please wait before trying again|Your request rate is too high\. Reduce the frequency|ThrottlingException\W{1,6}Too many (?:requests|tokens)(?! per day)/gi,
    cause: 'throttled',
    weight: 'transient',
    surroundings: 'not-other',
    samples: [
      'Too many requests, please wait before trying again.',
      'Too many tokens, please wait before trying again.',
      'Your request rate is too high. Reduce the frequency of requests.',
    ],
  },
  {
    id: 'throttling',
    pattern: errorNamed('ThrottlingException|TooManyRequestsException'),
    cause: 'throttled',
    weight: 'transient',
    surroundings: 'bedrock',
    samples: ['An error occurred (ThrottlingException) when calling the InvokeModel operation: Rate exceeded'],
  },
  {
    id: 'quota',
    pattern: errorNamed('ServiceQuotaExceededException'),
    cause: 'service-quota-exceeded',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['ServiceQuotaExceededException: Your request exceeds the service quota for your account.'],
  },
  {
    id: 'not-ready',
    pattern: errorNamed('ModelNotReadyException'),
    cause: 'model-not-ready',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['ModelNotReadyException: The model is not ready for inference'],
  },
  {
    id: 'not-ready-words',
    pattern: /The model is not ready for inference/gi,
    cause: 'model-not-ready',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['The model is not ready for inference'],
  },
  {
    id: 'model-timeout',
    pattern: errorNamed('ModelTimeoutException'),
    cause: 'model-timeout',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['ModelTimeoutException: The request took too long to process.'],
  },
  {
    id: 'model-error',
    pattern: errorNamed('Model(?:Stream)?ErrorException'),
    cause: 'model-error',
    weight: 'transient',
    surroundings: 'not-other',
    samples: [
      'ModelErrorException: The system encountered an unexpected error during processing. Try your request again.',
    ],
  },
  {
    id: 'unavailable-words',
    pattern:
      /Bedrock is unable to process your request|(?<!ModelErrorException: |ModelStreamErrorException: )The system encountered an unexpected error during processing|Too many connections, please wait before trying again/gi,
    cause: 'service-unavailable',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['ServiceUnavailableException: Bedrock is unable to process your request.'],
  },
  {
    id: 'unavailable',
    pattern: errorNamed('ServiceUnavailableException|ServiceUnavailable|InternalServerException|InternalFailure'),
    cause: 'service-unavailable',
    weight: 'transient',
    surroundings: 'bedrock',
    samples: [
      'An error occurred (ServiceUnavailableException) when calling the Converse operation: Service unavailable',
    ],
  },
  {
    id: 'overloaded',
    pattern: /["']type["']: ?["']overloaded_error["']/g,
    cause: 'service-unavailable',
    weight: 'transient',
    surroundings: 'not-other',
    samples: ['{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}'],
  },
];
