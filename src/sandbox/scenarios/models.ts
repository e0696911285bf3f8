import type { InferenceProfile, Model } from '../world.ts';

const AS_IF_FOREVER = {
  status: 'ACTIVE',
  startOfLife: null,
  legacy: null,
  extendedAccess: null,
  endOfLife: null,
} as const;

const model = (
  id: string,
  name: string,
  provider: string,
  more: Partial<Model> & { readonly regions: readonly string[]; readonly price: Model['price'] },
): Model => ({
  id,
  name,
  provider,
  inferenceTypes: ['ON_DEMAND'],
  streaming: true,
  lifecycle: AS_IF_FOREVER,
  productId: null,
  ...more,
});

const EVERYWHERE = ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-southeast-2'];
export const HAIKU_45 = 'anthropic.claude-haiku-4-5-20251001-v1:0';

/** Prices in dollars a million tokens; ids and products as AWS publishes them on the model cards. */
export const MODELS: readonly Model[] = [
  model('anthropic.claude-3-haiku-20240307-v1:0', 'Claude 3 Haiku', 'Anthropic', {
    regions: EVERYWHERE,
    productId: 'prod-ozonys2hmmpeu',
    price: { input: 0.25, output: 1.25 },
  }),
  model('anthropic.claude-3-5-sonnet-20240620-v1:0', 'Claude 3.5 Sonnet', 'Anthropic', {
    regions: EVERYWHERE,
    productId: 'prod-m5ilt4siql27k',
    price: { input: 3, output: 15 },
    lifecycle: { ...AS_IF_FOREVER, status: 'LEGACY', endOfLife: Date.UTC(2026, 2, 1) },
  }),
  model(HAIKU_45, 'Claude Haiku 4.5', 'Anthropic', {
    regions: EVERYWHERE,
    inferenceTypes: ['INFERENCE_PROFILE'],
    productId: 'prod-xdkflymybwmvi',
    price: { input: 1, output: 5 },
  }),
  model('anthropic.claude-opus-4-1-20250805-v1:0', 'Claude Opus 4.1', 'Anthropic', {
    regions: ['us-east-1', 'us-west-2'],
    inferenceTypes: ['INFERENCE_PROFILE'],
    productId: 'prod-w3q2d6rfge4tw',
    price: { input: 15, output: 75 },
  }),
  model('amazon.nova-lite-v1:0', 'Nova Lite', 'Amazon', {
    regions: EVERYWHERE,
    inferenceTypes: ['ON_DEMAND', 'INFERENCE_PROFILE'],
    price: { input: 0.06, output: 0.24 },
  }),
  model('meta.llama3-8b-instruct-v1:0', 'Llama 3 8B Instruct', 'Meta', {
    regions: ['us-east-1', 'us-west-2'],
    price: { input: 0.3, output: 0.6 },
  }),
];

const foundation = (region: string, id: string): string => `arn:aws:bedrock:${region}::foundation-model/${id}`;

/** Destinations as GetInferenceProfile lists them. */
export const PROFILES: readonly InferenceProfile[] = [
  {
    id: `global.${HAIKU_45}`,
    name: 'Global Claude Haiku 4.5',
    type: 'SYSTEM_DEFINED',
    regions: EVERYWHERE,
    modelArns: [foundation('ap-northeast-2', HAIKU_45), foundation('', HAIKU_45)],
  },
  {
    id: 'apac.amazon.nova-lite-v1:0',
    name: 'APAC Nova Lite',
    type: 'SYSTEM_DEFINED',
    regions: ['ap-northeast-1', 'ap-northeast-2', 'ap-southeast-2'],
    modelArns: ['ap-northeast-1', 'ap-northeast-2', 'ap-southeast-2'].map((region) =>
      foundation(region, 'amazon.nova-lite-v1:0'),
    ),
  },
  {
    id: `us.${HAIKU_45}`,
    name: 'US Claude Haiku 4.5',
    type: 'SYSTEM_DEFINED',
    regions: ['us-east-1', 'us-west-2'],
    modelArns: ['us-east-1', 'us-west-2'].map((region) => foundation(region, HAIKU_45)),
  },
];
