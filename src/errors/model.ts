import type { Signature } from './signature.ts';

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html and inference-profiles-support.html */
export const MODEL: readonly Signature[] = [
  {
    id: 'on-demand-throughput',
    needles: ['on-demand throughput', 'inference profile that contains'],
    pattern:
      /Invocation of model ID (?<model>\S+) with on-demand throughput is(?:n't| not) supported|Retry your request with the ID or ARN of an inference profile that contains this model|The provided model (?:doesn't|does not) support on-demand throughput/gi,
    cause: 'inference-profile-required',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      "The provided model doesn't support on-demand throughput.",
      'Invocation of model ID anthropic.claude-haiku-4-5-20251001-v1:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
    ],
  },
  {
    id: 'identifier-invalid',
    needles: ['model identifier'],
    pattern:
      /The provided model identifier is invalid|(?:Could not|Cannot|Can't|Unable to|Failed to) (?:resolve|validate|find|parse) (?:the foundation model from )?the (?:provided )?model identifier/gi,
    cause: 'model-id-invalid',
    weight: 'firm',
    surroundings: 'none',
    samples: ['ValidationException: The provided model identifier is invalid.'],
  },
  {
    // The OpenAI-compatible paths; OpenAI itself says so too.
    id: 'model-unknown',
    needles: ['does not exist'],
    pattern: /\bThe model '?(?<model>[\w.:/-]{1,200}?)'? does not exist\b/gi,
    cause: 'model-id-invalid',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      `BedrockException - {"code":"not_found_error","message":"The model 'openai.gpt-9-example' does not exist"}`,
    ],
  },
  {
    id: 'not-in-region',
    needles: [
      'supported in this region',
      'available in this region',
      'supported in the ',
      'available in the ',
      'offered in the ',
    ],
    pattern:
      /\bmodel (?:identifier |ID |\S{1,120} )?(?:(?:is|are|was) not|isn't|aren't|wasn't) (?:currently )?(?:(?:supported|available) in (?:this|the)|offered in the) (?:\(?[a-z]{2,4}(?:-[a-z]{3,12}){1,2}-\d\)? )?(?:AWS )?region/gi,
    cause: 'model-not-in-region',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      'An error occurred (ValidationException) when calling the InvokeModel operation: The provided model is not supported in this region.',
    ],
  },
  {
    // https://docs.aws.amazon.com/bedrock/latest/userguide/endpoints.html
    id: 'route',
    needles: ['supported on this route', 'supported by this route', 'does not support the', "doesn't support the"],
    pattern:
      /\bmodel ['"]?(?<model>[\w.:/-]{1,200}?)['"]? (?:isn't|is not) supported (?:on|by) this route|\bmodel '(?<asked>[a-z0-9]{2,20}\.[\w.:/-]{1,180})' (?:does not|doesn't) support the '\/[\w/]{2,60}' API/gi,
    cause: 'model-route-unsupported',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      '{"error":{"code":"validation_error","message":"model `xai.grok-4.3` isn\'t supported on this route"}}',
      "400: The model 'openai.gpt-5.6-terra' does not support the '/v1/chat/completions' API",
    ],
  },
  {
    // An embeddings model asked to converse, and the like.
    id: 'action-route',
    needles: ["action doesn't support the model", 'action does not support the model'],
    pattern: /\bThis action (?:doesn't|does not) support the model that you provided/gi,
    cause: 'model-route-unsupported',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      "ValidationException: This action doesn't support the model that you provided. Try again with a supported text or chat model.",
    ],
  },
  {
    // botocore's own check of what it was given.
    id: 'identifier-parameter',
    needles: ['for parameter modelid'],
    pattern: /\bInvalid (?:length|type|value) for parameter modelId\b/g,
    cause: 'model-id-invalid',
    weight: 'firm',
    surroundings: 'not-other',
    samples: ['Parameter validation failed: Invalid length for parameter modelId, value: 0, valid min length: 1'],
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
    pattern: /(?:This )?(?:Model|\b[a-z0-9]{2,20}\.[\w.:-]{2,100}) is marked by provider as Legacy\b/gi,
    cause: 'model-legacy-locked',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
    ],
  },
];
