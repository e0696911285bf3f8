/** What a model id, profile id or ARN stands for. */
export interface ModelReference {
  /** As it was written. */
  readonly given: string;
  readonly kind: 'base' | 'profile' | 'application-profile' | 'provisioned' | 'custom' | 'prompt-router';
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

/** Geographies of cross-Region profiles: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html */
const PREFIX = /^(us-gov|us|eu|apac|jp|au|in|ca|sa|kr|me|global)\.(.+)$/;

/** Reads an id or ARN of any shape Bedrock takes as `modelId`. Never throws: what it does not know is a base id. */
export function parseModel(given: string): ModelReference {
  const arn = /^arn:[^:]+:bedrock:([^:]*):([^:]*):([a-z-]+)\/(.+)$/.exec(given);
  const none = { region: null, account: null };
  if (!arn) {
    const prefixed = PREFIX.exec(given);
    const base = prefixed?.[2] ?? given;
    return {
      given,
      kind: prefixed ? 'profile' : 'base',
      base,
      prefix: prefixed?.[1] ?? null,
      provider: providerOf(base),
      ...none,
    };
  }
  const [, region = '', account = '', type = '', name = ''] = arn;
  const where = { region: region === '' ? null : region, account: account === '' ? null : account };
  if (type === 'foundation-model') {
    return { given, kind: 'base', base: name, prefix: null, provider: providerOf(name), ...where };
  }
  if (type === 'inference-profile') {
    const prefixed = PREFIX.exec(name);
    const base = prefixed?.[2] ?? name;
    return { given, kind: 'profile', base, prefix: prefixed?.[1] ?? null, provider: providerOf(base), ...where };
  }
  const kind =
    type === 'application-inference-profile'
      ? 'application-profile'
      : type === 'provisioned-model'
        ? 'provisioned'
        : type.endsWith('prompt-router')
          ? 'prompt-router'
          : 'custom';
  return { given, kind, base: null, prefix: null, provider: null, ...where };
}

const providerOf = (base: string): string | null => /^([a-z0-9]+)\.[a-z0-9]/.exec(base)?.[1] ?? null;

/** Whether a text looks like something Bedrock takes as `modelId`: a known provider and a name, or an ARN. */
export const looksLikeModel = (text: string): boolean =>
  /^arn:[^:]+:bedrock:/.test(text) ||
  /^((us-gov|us|eu|apac|jp|au|in|ca|sa|kr|me|global)\.)?(ai21|amazon|anthropic|cohere|deepseek|google|luma|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|stability|twelvelabs|writer|xai|zai)\.[a-z0-9][a-z0-9.:_-]*$/.test(
    text,
  );

/** The profile id or ARN tail that GetInferenceProfile takes: ids stay, ARNs stay. */
export const isProfile = (model: ModelReference): boolean =>
  model.kind === 'profile' || model.kind === 'application-profile';

/** Whether two references name the same base model. */
export const sameModel = (a: string, b: string): boolean => {
  const left = parseModel(a);
  const right = parseModel(b);
  if (left.base === null || right.base === null) return a === b;
  // Availability answers may drop the ':0' of an id, and so may log lines.
  const bare = (base: string): string => base.replace(/:\d+$/, '');
  return bare(left.base) === bare(right.base);
};

/** A Region in which a prefix's profiles are known to live, to ask whether a profile exists at all. */
export const HOME_OF_PREFIX: { readonly [prefix: string]: string } = {
  us: 'us-east-1',
  eu: 'eu-central-1',
  apac: 'ap-northeast-1',
  jp: 'ap-northeast-1',
  au: 'ap-southeast-2',
  in: 'ap-south-1',
  'us-gov': 'us-gov-west-1',
  global: 'us-east-1',
};
