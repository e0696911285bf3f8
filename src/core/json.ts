/** A value that survives a JSON round trip. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** T when it survives a JSON round trip; otherwise never, which is a compile error at the definition. */
export type Recordable<T> = T extends Json
  ? T
  : T extends
        | ((...args: never[]) => unknown)
        | Date
        | Map<unknown, unknown>
        | Set<unknown>
        | bigint
        | symbol
        | undefined
    ? never
    : T extends object
      ? { readonly [K in keyof T]: Recordable<T[K]> }
      : never;

/** JSON with object keys in alphabetical order, so that equal values have equal texts. */
export function canonical(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonical(item)).join(',')}]`;
  const entries = Object.entries(value as { readonly [key: string]: Json });
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .join(',')}}`;
}

/** Whether two JSON values say the same, whatever the order of their keys. */
export const same = (a: Json, b: Json): boolean => canonical(a) === canonical(b);

/** A foreign value as a text: itself where it is one, else as JSON. `String` runs what an object calls its `toString`. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
