import type { Aws } from './aws.ts';
import type { Json, Recordable } from './json.ts';

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
  /** `null` when it is not there. */
  readonly read: (key: K, hands: Hands) => Promise<S>;
  /** `null` removes it. */
  readonly write: (key: K, to: S, hands: Hands) => Promise<void>;
}

export function defineSetting<K, S>(
  setting: Omit<Setting<K, S>, 'subject' | 'read'> & {
    readonly subject: (key: K & Recordable<K>) => string;
    readonly read: (key: K, hands: Hands) => Promise<S & Recordable<S>>;
  },
): Setting<K, S> {
  return setting as unknown as Setting<K, S>;
}

/** Any setting, its key and state as plain JSON: what `apply` works with. */
export type AnySetting = Setting<never, Json>;
