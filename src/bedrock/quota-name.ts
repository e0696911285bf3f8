import { bareId } from './model-id.ts';

/** What a quota of Bedrock's runtime limits, read off its name. */
export interface QuotaName {
  readonly unit: 'tokens' | 'requests';
  readonly per: 'minute' | 'day';
  /** Which calls count: by a model's own id, through a geographic profile, through a global one, or both former. */
  readonly scope: 'on-demand' | 'cross-region' | 'global' | 'regional';
  /** The model in words, 'Anthropic Claude 3 Haiku'; null for a quota of all models together. */
  readonly model: string | null;
}

/** Variants with quotas of their own that ordinary calls do not touch. */
const VARIANT = /latency|optimized|context length|batch|mantle|provisioned/i;

/**
 * Reads a quota's name; null for quotas of anything else. AWS has renamed them twice ("On-demand model inference tokens
 * per minute for …", "On-demand InvokeModel tokens per minute for …"), so only the words that matter are looked at.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/quotas-runtime.html
 */
export function readQuotaName(name: string): QuotaName | null {
  const limit = /\b(tokens|requests) per (minute|day)\b/i.exec(name);
  if (!limit || VARIANT.test(name)) return null;
  const unit = limit[1]?.toLowerCase() === 'tokens' ? 'tokens' : 'requests';
  const per = limit[2]?.toLowerCase() === 'day' ? 'day' : 'minute';
  if (/^cross-model\b/i.test(name)) return { unit, per, scope: 'regional', model: null };
  const model = /\bfor (.+?)(?:\s*\([^)]*\))?$/i.exec(name.slice(limit.index))?.[1] ?? null;
  if (model === null) return null;
  const scope = /^global\b/i.test(name)
    ? 'global'
    : /^cross-region\b/i.test(name)
      ? 'cross-region'
      : /^on-demand\b/i.test(name)
        ? 'on-demand'
        : 'regional';
  return { unit, per, scope, model };
}

/** Words (each once) and numbers in a model's name or id, sorted: 'llama3' and 'Llama 3' are the same two. */
const words = (text: string): string => {
  const parts = text.toLowerCase().match(/[a-z]+|\d+/g) ?? [];
  const names = new Set(parts.filter((part) => !/^(?:\d+|v|ai)$/.test(part)));
  return [...names, ...parts.filter((part) => /^\d/.test(part))].sort().join(' ');
};

/**
 * Whether a quota's model, 'Anthropic Claude Haiku 4.5 V1', is the model of a base id. Version 0 or 1 and the day of
 * release are in only one of the two; a second version is in both.
 */
export function isQuotaOf(model: string, base: string): boolean {
  const id = bareId(base)
    .replace(/-v[01]$/, '')
    .replace(/-\d{8}(?=-|$)/, '');
  return words(model.replace(/\s+v1$/i, '')) === words(id);
}

/** Whether calls through an id with this prefix (null for a bare id) count against a quota of that scope. */
export const countsFor = ({ scope }: QuotaName, prefix: string | null): boolean =>
  prefix === 'global'
    ? scope === 'global'
    : scope === 'regional' || scope === (prefix === null ? 'on-demand' : 'cross-region');
