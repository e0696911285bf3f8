/**
 * Whether the OpenAI-compatible endpoint serves a model on its chat path; others are listed there and refused.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-mantle.html
 */
export const onMantle = (modelId: string): boolean => /^(openai|qwen|deepseek|mistral)\./.test(modelId);

/** Its words for a model that the path does not serve. */
export const routeUnsupported = (modelId: string): string => `model \`${modelId}\` isn't supported on this route`;
