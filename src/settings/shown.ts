import type { Json } from '../core/json.ts';

/** A setting's state as reports show it: a policy's text as the document it is. */
export function shown(state: Json): Json {
  if (typeof state !== 'string') return state;
  try {
    return JSON.parse(state) as Json;
  } catch {
    return state;
  }
}
