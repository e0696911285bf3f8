import type { Signature } from './signature.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html and inference-profiles-support.html */
export const MODEL: readonly Signature[] = [
  {
    id: 'on-demand-throughput',
    pattern: /Invocation of model ID (?<model>\S+) with on-demand throughput isn't supported/gi,
    cause: 'inference-profile-required',
    transient: false,
    samples: [
      'Invocation of model ID anthropic.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    ],
  },
  {
    id: 'identifier-invalid',
    pattern: /The provided model identifier is invalid/gi,
    cause: 'model-id-invalid',
    transient: false,
    samples: ['ValidationException: The provided model identifier is invalid.'],
  },
  {
    id: 'end-of-life',
    pattern: /This model version has reached the end of its life/gi,
    cause: 'model-end-of-life',
    transient: false,
    samples: [
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    ],
  },
  {
    id: 'legacy-locked',
    pattern: /marked by provider as Legacy and you have not been actively using the model in the last \d+ days/gi,
    cause: 'model-legacy-locked',
    transient: false,
    samples: [
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
    ],
  },
];
