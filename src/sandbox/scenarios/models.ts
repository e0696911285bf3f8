import type { Lifecycle, Model } from '../world.ts';

/** The guide's model, and others that scenarios call. */
export const HAIKU = 'anthropic.claude-3-haiku-20240307-v1:0';
export const HAIKU_45 = 'anthropic.claude-haiku-4-5-20251001-v1:0';
export const SONNET_35 = 'anthropic.claude-3-5-sonnet-20240620-v1:0';
export const SONNET_46 = 'anthropic.claude-sonnet-4-6';
export const FABLE_5 = 'anthropic.claude-fable-5';
export const NOVA_LITE = 'amazon.nova-lite-v1:0';
export const NOVA_2_LITE = 'amazon.nova-2-lite-v1:0';
export const TITAN_EMBED = 'amazon.titan-embed-text-v2:0';
const COHERE_EMBED = 'cohere.embed-multilingual-v3';
const RERANK = 'cohere.rerank-v3-5:0';
export const NOVA_CANVAS = 'amazon.nova-canvas-v1:0';
const NOVA_REEL = 'amazon.nova-reel-v1:0';
export const GPT_OSS = 'openai.gpt-oss-120b-1:0';
export const LLAMA = 'meta.llama3-8b-instruct-v1:0';

/** Regions of the sandbox's world that offer Bedrock. */
export const REGIONS = [
  'us-east-1',
  'us-west-2',
  'eu-central-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-2',
] as const;

/** A life without an end in sight. */
const ACTIVE: Lifecycle = {
  status: 'ACTIVE',
  startOfLife: null,
  legacy: null,
  extendedAccess: null,
  endOfLife: null,
};
const legacy = (announced: number, extendedAccess: number | null, endOfLife: number): Lifecycle => ({
  ...ACTIVE,
  status: 'LEGACY',
  legacy: announced,
  extendedAccess,
  endOfLife,
});

/** Claude 3 Haiku ends in every Region AWS names; Seoul is not among them, which is where the guide's account is. */
const HAIKU_ENDS = legacy(Date.UTC(2026, 2, 10), Date.UTC(2026, 5, 10), Date.UTC(2026, 8, 10));

const model = (
  id: string,
  name: string,
  provider: string,
  more: Partial<Model> & Pick<Model, 'regions' | 'price'>,
): Model => ({
  id,
  name,
  provider,
  inferenceTypes: ['ON_DEMAND'],
  streaming: true,
  lifecycle: ACTIVE,
  lifecycleIn: {},
  productId: null,
  ...more,
});

/**
 * Prices in dollars a million tokens; ids, products and dates as AWS publishes them:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access-product-ids.html, model-lifecycle-legacy.html
 */
export const MODELS: readonly Model[] = [
  model(HAIKU, 'Claude 3 Haiku', 'Anthropic', {
    regions: REGIONS,
    productId: 'prod-ozonys2hmmpeu',
    price: { input: 0.25, output: 1.25 },
    lifecycleIn: Object.fromEntries(
      REGIONS.filter((region) => region !== 'ap-northeast-2').map((region) => [region, HAIKU_ENDS]),
    ),
  }),
  model(SONNET_35, 'Claude 3.5 Sonnet', 'Anthropic', {
    regions: REGIONS,
    productId: 'prod-m5ilt4siql27k',
    price: { input: 3, output: 15 },
    lifecycle: legacy(Date.UTC(2025, 7, 25), Date.UTC(2025, 11, 1), Date.UTC(2026, 2, 1)),
  }),
  model(HAIKU_45, 'Claude Haiku 4.5', 'Anthropic', {
    regions: REGIONS,
    inferenceTypes: ['INFERENCE_PROFILE'],
    productId: 'prod-xdkflymybwmvi',
    price: { input: 1, output: 5 },
  }),
  model(SONNET_46, 'Claude Sonnet 4.6', 'Anthropic', {
    regions: REGIONS,
    inferenceTypes: ['INFERENCE_PROFILE'],
    productId: 'prod-ffvjxvh4ltq64',
    price: { input: 3, output: 15 },
  }),
  model('anthropic.claude-opus-4-1-20250805-v1:0', 'Claude Opus 4.1', 'Anthropic', {
    regions: ['us-east-1', 'us-west-2'],
    inferenceTypes: ['INFERENCE_PROFILE'],
    productId: 'prod-w3q2d6rfge4tw',
    price: { input: 15, output: 75 },
    lifecycle: legacy(Date.UTC(2026, 6, 8), Date.UTC(2026, 9, 8), Date.UTC(2027, 0, 8)),
  }),
  // Its price, Regions and product are made up; the scenario needs its data-retention mode.
  model(FABLE_5, 'Claude Fable 5', 'Anthropic', {
    regions: REGIONS,
    productId: 'prod-fable5sandbox',
    price: { input: 5, output: 25 },
  }),
  model(NOVA_LITE, 'Nova Lite', 'Amazon', {
    regions: REGIONS,
    inferenceTypes: ['ON_DEMAND', 'INFERENCE_PROFILE'],
    price: { input: 0.06, output: 0.24 },
  }),
  model(NOVA_2_LITE, 'Nova 2 Lite', 'Amazon', {
    regions: REGIONS,
    inferenceTypes: ['INFERENCE_PROFILE'],
    price: { input: 0.3, output: 2.5 },
  }),
  model(TITAN_EMBED, 'Titan Text Embeddings V2', 'Amazon', {
    regions: REGIONS,
    kind: 'embeddings',
    streaming: false,
    price: { input: 0.02, output: 0 },
  }),
  model(COHERE_EMBED, 'Embed Multilingual', 'Cohere', {
    regions: REGIONS,
    kind: 'embeddings',
    streaming: false,
    // Made up, as are the two below; AWS's page has the real ones.
    productId: 'prod-cohereembedsandbox',
    price: { input: 0.1, output: 0 },
  }),
  model(RERANK, 'Rerank 3.5', 'Cohere', {
    regions: ['us-west-2', 'eu-central-1', 'ap-northeast-1'],
    kind: 'rerank',
    streaming: false,
    productId: 'prod-coherereranksandbox',
    price: { input: 2, output: 0 },
  }),
  model(NOVA_CANVAS, 'Nova Canvas', 'Amazon', {
    regions: ['us-east-1', 'ap-northeast-1'],
    kind: 'image',
    streaming: false,
    price: { input: 0, output: 0 },
  }),
  model(NOVA_REEL, 'Nova Reel', 'Amazon', {
    regions: ['us-east-1', 'ap-northeast-1'],
    kind: 'video',
    streaming: false,
    price: { input: 0, output: 0 },
  }),
  model(GPT_OSS, 'gpt-oss-120b', 'OpenAI', {
    regions: ['us-east-1', 'us-west-2', 'eu-central-1', 'ap-northeast-1'],
    price: { input: 0.15, output: 0.6 },
  }),
  model(LLAMA, 'Llama 3 8B Instruct', 'Meta', {
    regions: ['us-east-1', 'us-west-2'],
    price: { input: 0.3, output: 0.6 },
  }),
];
