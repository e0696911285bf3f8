import type { Aws } from './aws.ts';
import { type Json, type Recordable, same } from './json.ts';

/** What a setting may use to read and write: AWS, and for files the two disk functions of the host. */
export interface Hands {
  readonly aws: Aws;
  readonly files: {
    readonly read: (path: string) => Promise<string | null>;
    readonly write: (path: string, text: string) => Promise<void>;
    /** Absent where no file is ever taken away. */
    readonly removeFile?: (path: string) => Promise<void>;
  };
}

/** One thing that can be read whole and written whole. The only code in the tool that changes anything. */
export interface Setting<K = never, S = unknown> {
  /** 'iam.role-inline-policy'. */
  readonly kind: string;
  readonly risk: 'reversible' | 'irreversible';
  readonly actions: { readonly read: readonly string[]; readonly write: readonly string[] };
  readonly subject: (key: K) => string;
  /** The key, when the value can be one of this setting's; null for junk. What comes from a file goes through here. */
  readonly parseKey: (value: Json) => K | null;
  /** Whether two states mean the same, however they are written. */
  readonly same: (a: S, b: S) => boolean;
  /** `null` when it is not there. */
  readonly read: (key: K, hands: Hands) => Promise<S>;
  /** `null` removes it. */
  readonly write: (key: K, to: S, hands: Hands) => Promise<void>;
}

export function defineSetting<K, S>(
  setting: Omit<Setting<K, S>, 'subject' | 'read' | 'same'> & {
    readonly same?: (a: S, b: S) => boolean;
    readonly subject: (key: K & Recordable<K>) => string;
    readonly read: (key: K, hands: Hands) => Promise<S & Recordable<S>>;
  },
): Setting<K, S> {
  return { same: (a: S, b: S) => same(a as Json, b as Json), ...setting } as unknown as Setting<K, S>;
}

/** The key as an object of exactly these texts, none of them empty; null for anything else. */
export function textsOf<const N extends string>(
  value: Json,
  names: readonly N[],
): { readonly [name in N]: string } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const found = value as { readonly [name: string]: Json };
  const fits =
    Object.keys(found).length === names.length &&
    names.every((name) => Object.hasOwn(found, name) && typeof found[name] === 'string' && found[name] !== '');
  return fits ? (found as { readonly [name in N]: string }) : null;
}

/** Any setting, its key and state as plain JSON: what `apply` works with. */
export type AnySetting = Setting<never, Json>;
