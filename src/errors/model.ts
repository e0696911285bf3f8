import type { Signature } from './signature.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html and inference-profiles-support.html */
export const MODEL: readonly Signature[] = [
  {
    id: 'on-demand-throughput',
    needles: ['on-demand throughput', 'inference profile that contains'],
    pattern:
      /Invocation of model ID (?<model>\S+) with on-demand throughput is(?:n't| not) supported|Retry your request with the ID or ARN of an inference profile that contains this model/gi,
    cause: 'inference-profile-required',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Invocation of model ID anthropic.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    ],
  },
  {
    id: 'identifier-invalid',
    needles: ['model identifier'],
    pattern:
      /The provided model identifier is invalid|Could not resolve the foundation model from the (?:provided )?model identifier/gi,
    cause: 'model-id-invalid',
    weight: 'firm',
    surroundings: 'none',
    samples: ['ValidationException: The provided model identifier is invalid.'],
  },
  {
    id: 'identifier-pattern',
    needles: ["at 'modelid"],
    pattern: /Value '[^']{0,200}' at 'modelId(?:entifier)?' failed to satisfy constraint/g,
    cause: 'model-id-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: [
      "1 validation error detected: Value 'claude 3 haiku' at 'modelId' failed to satisfy constraint: Member must satisfy regular expression pattern",
    ],
  },
  {
    id: 'end-of-life',
    needles: ['reached the end of its life'],
    pattern: /This model version has reached the end of its life/gi,
    cause: 'model-end-of-life',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    ],
  },
  {
    id: 'legacy-locked',
    needles: ['marked by provider as legacy'],
    pattern: /(?:This )?Model is marked by provider as Legacy\b/gi,
    cause: 'model-legacy-locked',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
    ],
  },
];
