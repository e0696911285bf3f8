import { bareId } from './model-id.ts';

/**
 * AWS Marketplace product ids by base model id without version suffix, as AWS publishes them:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access-product-ids.html (January 2026) and, for what came
 * later, the model cards.
 */
const PRODUCTS: { readonly [model: string]: string } = {
  'anthropic.claude-3-haiku-20240307': 'prod-ozonys2hmmpeu',
  'anthropic.claude-3-sonnet-20240229': 'prod-6dw3qvchef7zy',
  'anthropic.claude-3-opus-20240229': 'prod-fm3feywmwerog',
  'anthropic.claude-3-5-haiku-20241022': 'prod-5oba7y7jpji56',
  'anthropic.claude-3-5-sonnet-20240620': 'prod-m5ilt4siql27k',
  'anthropic.claude-3-5-sonnet-20241022': 'prod-cx7ovbu5wex7g',
  'anthropic.claude-3-7-sonnet-20250219': 'prod-4dlfvry4v5hbi',
  'anthropic.claude-sonnet-4-20250514': 'prod-4pmewlybdftbs',
  'anthropic.claude-sonnet-4-5-20250929': 'prod-mxcfnwvpd6kb4',
  'anthropic.claude-sonnet-4-6': 'prod-ffvjxvh4ltq64',
  'anthropic.claude-haiku-4-5-20251001': 'prod-xdkflymybwmvi',
  'anthropic.claude-haiku-5-5': 'prod-6cyn7tgqazjhu',
  'anthropic.claude-opus-4-20250514': 'prod-azycxvnd5mhqi',
  'anthropic.claude-opus-4-1-20250805': 'prod-w3q2d6rfge4tw',
  'anthropic.claude-opus-4-5-20251101': 'prod-jhuafngbly644',
  'anthropic.claude-opus-4-7': 'prod-d2ik6zgct5hxi',
  'anthropic.claude-opus-5-5': 'prod-e5xo6z26ie45g',
  'cohere.command-r': 'prod-tukx4z3hrewle',
  'cohere.command-r-plus': 'prod-nb4wqmplze2pm',
  'cohere.command-text': 'a61c46fe-1747-41aa-9af0-2e0ae8a9ce05',
  'cohere.command-light-text': '216b69fd-07d5-4c7b-866b-936456d68311',
  'cohere.embed-english': 'b7568428-a1ab-46d8-bab3-37def50f6f6a',
  'cohere.embed-multilingual': '38e55671-c3fe-4a44-9783-3584906e7cad',
  'cohere.embed-v4': 'prod-ft3cj5gst3spo',
  'cohere.rerank-v3-5': 'prod-2o5bej62oxkbi',
  'ai21.jamba-1-5-large': 'prod-evcp4w4lurj26',
  'ai21.jamba-1-5-mini': 'prod-ggrzjm65qmjhm',
  'writer.palmyra-x4': 'prod-azehe4da4pzsy',
  'writer.palmyra-x5': 'prod-23enyy63orhuk',
  'twelvelabs.marengo-embed-2-7': 'prod-o6xchhpirymvs',
  'twelvelabs.pegasus-1-2': 'prod-635pcy5x5pc2a',
  'luma.ray': 'prod-bi33bxqeqavl6',
  'stability.sd3-large': 'prod-cqfmszl26sxu4',
  'stability.stable-image-core': 'prod-eacdrmv7zfc5e',
  'stability.stable-image-ultra': 'prod-7boen2z2wnxrg',
};

/** The Marketplace product of a base model, or null when AWS's page does not give it. */
export function productOf(base: string | null): string | null {
  if (base === null) return null;
  const bare = bareId(base);
  // 'embed-v4' is a name, the '-v1' of most ids a version.
  return PRODUCTS[bare] ?? PRODUCTS[bare.replace(/-v\d+$/, '')] ?? null;
}

/**
 * Providers whose models need no subscription, as the page of September 2026 lists them. OpenAI stood there in January
 * and is gone, xAI never did: what is not listed counts as sold on the Marketplace until AWS's answers say otherwise.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
const NO_SUBSCRIPTION: ReadonlySet<string> = new Set(['amazon', 'deepseek', 'mistral', 'meta', 'qwen']);

/** Whether the first use of the model subscribes the account to a Marketplace product. */
export const needsSubscription = (provider: string | null): boolean =>
  provider !== null && !NO_SUBSCRIPTION.has(provider);
