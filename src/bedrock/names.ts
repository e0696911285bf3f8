/** The word before the dot of a model id: https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html (October 2026). */
export const PROVIDERS: ReadonlySet<string> = new Set([
  'ai21',
  'amazon',
  'anthropic',
  'cohere',
  'deepseek',
  'google',
  'luma',
  'meta',
  'minimax',
  'mistral',
  'moonshot',
  'moonshotai',
  'nvidia',
  'openai',
  'qwen',
  'stability',
  'twelvelabs',
  'writer',
  'xai',
  'zai',
]);

/**
 * The geographies of cross-Region profiles, each with a Region in which its profiles live, to ask whether a profile
 * exists at all: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html
 */
export const HOME_OF_PREFIX: { readonly [prefix: string]: string } = {
  us: 'us-east-1',
  eu: 'eu-central-1',
  apac: 'ap-northeast-1',
  jp: 'ap-northeast-1',
  au: 'ap-southeast-2',
  in: 'ap-south-1',
  ca: 'ca-central-1',
  sa: 'sa-east-1',
  'us-gov': 'us-gov-west-1',
  global: 'us-east-1',
};
