import type { Source } from '../core/target.ts';

/** A Bedrock API key, as far as the key itself tells. Never the key. */
export interface ApiKey {
  readonly source: Source;
  /** 'sso-token' and 'other' are no API keys of Bedrock, and are refused. */
  readonly kind: 'long-term' | 'short-term' | 'sso-token' | 'other';
  /** The IAM user of a long-term key. */
  readonly user: string | null;
  readonly account: string | null;
  /** The Region that a short-term key was made for. */
  readonly region: string | null;
  readonly endsAt: number | null;
}

/** Prefixes of the two kinds: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-how.html */
const LONG_TERM = 'ABSK';
const SHORT_TERM = 'bedrock-api-key-';
/** Identity Center's access tokens. They authorize nothing but Identity Center itself. */
const SSO_TOKEN = /^(?:aoa[A-Za-z]|eyJ)/;

const decode = (text: string): string => {
  try {
    return Buffer.from(text.replaceAll('-', '+').replaceAll('_', '/'), 'base64').toString('latin1');
  } catch {
    return '';
  }
};

/** '20261127T031500Z' as milliseconds since 1970. */
function readAmzDate(text: string): number | null {
  const [, day, time] = /^(\d{8})T(\d{6})Z$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return null;
  const at = Date.parse(
    `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  );
  return Number.isNaN(at) ? null : at;
}

/**
 * What a Bedrock API key says of itself: a long-term one names its IAM user and account before the secret, a short-term
 * one is a presigned request with date, length and Region. The secret is left behind. Pure.
 */
export function readApiKey(key: string, source: Source): ApiKey {
  const nothing = { source, user: null, account: null, region: null, endsAt: null };
  const text = key.trim();
  if (text.startsWith(LONG_TERM)) {
    const name = decode(text.slice(LONG_TERM.length)).split(':')[0] ?? '';
    const [, user, account] = /^([\w+=,.@-]+?)-at-(\d{12})$/.exec(name) ?? [];
    return { ...nothing, kind: 'long-term', user: user ?? null, account: account ?? null };
  }
  if (text.startsWith(SHORT_TERM)) {
    const request = decode(text.slice(SHORT_TERM.length));
    // The parts that are read hold no other escape than that of the slash.
    const parameter = (name: string): string =>
      (new RegExp(`[?&]${name}=([^&]*)`).exec(request)?.[1] ?? '').replaceAll('%2F', '/');
    const from = readAmzDate(parameter('X-Amz-Date'));
    const seconds = Number(parameter('X-Amz-Expires'));
    return {
      ...nothing,
      kind: 'short-term',
      region: parameter('X-Amz-Credential').split('/')[2] || null,
      endsAt: from === null || !(seconds > 0) ? null : from + seconds * 1_000,
    };
  }
  return { ...nothing, kind: SSO_TOKEN.test(text) ? 'sso-token' : 'other' };
}

/** The IAM user behind a long-term key, which the key names before its secret; null for any other text. Pure. */
export const userOfApiKey = (key: string): string | null => readApiKey(key, { from: 'default' }).user;

/** Whether one of these variables is where SDKs or OpenAI's clients look for a Bedrock API key, by their names. Pure. */
export const namesBearerToken = (variables: readonly string[]): boolean =>
  variables.some((name) => /BEARER_TOKEN|OPENAI_API_KEY/.test(name));
