import { HOME_OF_PREFIX, PROVIDERS } from './names.ts';

/** What a `modelId` can name: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html */
export type ModelKind =
  | 'base'
  | 'profile'
  | 'application-profile'
  | 'provisioned'
  | 'custom'
  | 'custom-deployment'
  | 'imported'
  | 'prompt-router'
  | 'prompt'
  | 'endpoint'
  | 'other';

/** What a model id, profile id or ARN stands for. */
export interface ModelReference {
  /** As it was written. */
  readonly given: string;
  readonly kind: ModelKind;
  /** The id without ARN and prefix: 'anthropic.claude-3-haiku-20240307-v1:0'; null when the text does not hold it. */
  readonly base: string | null;
  /** 'us', 'apac', 'global' and so on for a system-defined profile. */
  readonly prefix: string | null;
  /** 'anthropic', 'amazon'; null when unknown. */
  readonly provider: string | null;
  /** Region and account of an ARN. */
  readonly region: string | null;
  readonly account: string | null;
}

/**
 * Resource types of Bedrock's ARNs that can be invoked, and SageMaker's endpoint of a Marketplace model:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 */
const KINDS: { readonly [type: string]: ModelKind } = {
  'bedrock:foundation-model': 'base',
  'bedrock:inference-profile': 'profile',
  'bedrock:application-inference-profile': 'application-profile',
  'bedrock:provisioned-model': 'provisioned',
  'bedrock:custom-model': 'custom',
  'bedrock:custom-model-deployment': 'custom-deployment',
  'bedrock:imported-model': 'imported',
  'bedrock:prompt-router': 'prompt-router',
  'bedrock:default-prompt-router': 'prompt-router',
  'bedrock:prompt': 'prompt',
  'sagemaker:endpoint': 'endpoint',
};

/** partition, service, Region, account, type, name. */
const ARN = /^arn:([^:]+):(bedrock|sagemaker):([^:]*):([^:]*):([a-z-]+)\/(.+)$/;

/** A short word before an id: a geography we know, or one that AWS adds tomorrow before a provider we know. */
const PREFIXED = /^([a-z]{2,6}(?:-[a-z]{2,4})?)\.(([a-z0-9]+)\..+)$/;

/** Splits 'apac.amazon.nova-lite-v1:0'; null for an id without prefix. */
function split(id: string): { readonly prefix: string; readonly base: string } | null {
  const [, prefix = '', base = '', provider = ''] = PREFIXED.exec(id) ?? [];
  if (PROVIDERS.has(prefix)) return null;
  return Object.hasOwn(HOME_OF_PREFIX, prefix) || PROVIDERS.has(provider) ? { prefix, base } : null;
}

const providerOf = (base: string): string | null => /^([a-z0-9]+)\.[a-z0-9]/.exec(base)?.[1] ?? null;

/** Reads an id or ARN of any shape Bedrock takes as `modelId`. Never throws: what it does not know is a base id. */
export function parseModel(given: string): ModelReference {
  const arn = ARN.exec(given);
  const [, , service = '', region = '', account = '', type = '', name = given] = arn ?? [];
  const where = { region: region === '' ? null : region, account: account === '' ? null : account };
  const kind: ModelKind = arn ? (KINDS[`${service}:${type}`] ?? 'other') : 'base';
  const named = kind === 'base' || kind === 'profile' ? split(name) : null;
  // A foundation-model ARN has no prefix; an id with one is a profile.
  if (named && (kind === 'profile' || !arn)) {
    return { given, kind: 'profile', ...named, provider: providerOf(named.base), ...where };
  }
  if (kind === 'base' || kind === 'profile') {
    return { given, kind, base: name, prefix: null, provider: providerOf(name), ...where };
  }
  // A custom model's ARN begins with the model it was made of; only the provider is of use.
  const provider = kind === 'custom' ? providerOf(name) : null;
  return { given, kind, base: null, prefix: null, provider, ...where };
}

/** Whether a text looks like something Bedrock takes as `modelId`: a known provider and a name, or an ARN of a kind that can be invoked. */
export function looksLikeModel(text: string): boolean {
  const reference = parseModel(text);
  if (text.startsWith('arn:')) return ARN.test(text) && reference.kind !== 'other' && reference.kind !== 'endpoint';
  return (
    reference.provider !== null &&
    PROVIDERS.has(reference.provider) &&
    /^[a-z0-9]+\.[a-z0-9][a-z0-9.:_-]*$/.test(reference.base ?? '')
  );
}

/** What each kind is called where the diagnosis cannot look behind it. */
const KIND_WORDS: { readonly [kind in ModelKind]: string } = {
  base: 'a foundation model',
  profile: 'an inference profile',
  'application-profile': 'an application inference profile',
  provisioned: 'provisioned throughput',
  custom: 'a custom model',
  'custom-deployment': 'a deployment of a custom model',
  imported: 'an imported model',
  'prompt-router': 'a prompt router',
  prompt: 'a managed prompt',
  endpoint: 'a Marketplace model endpoint',
  other: 'a resource that no model invocation takes',
};

/** The kind in words: 'an imported model'. */
export const kindWords = ({ kind }: ModelReference): string => KIND_WORDS[kind];

/** The profile id or ARN tail that GetInferenceProfile takes: ids stay, ARNs stay. */
export const isProfile = (model: ModelReference): boolean =>
  model.kind === 'profile' || model.kind === 'application-profile';

/** Whether the base model behind it can be found out: by its id, or by asking for the profile. */
export const hasBase = (model: ModelReference): boolean => model.kind === 'base' || isProfile(model);

/**
 * A base id without what does not tell models apart: `:0` (availability answers drop it, and so may log lines) and a
 * context window, `:48k` or `:mm` (variants for provisioned throughput).
 */
export const bareId = (base: string): string => base.replace(/(:\d+)?(:(?:\d+k|mm))?$/, '');

/** Whether two references name the same base model. */
export const sameModel = (a: string, b: string): boolean => {
  const [left, right] = [parseModel(a).base, parseModel(b).base];
  return left === null || right === null ? a === b : bareId(left) === bareId(right);
};
