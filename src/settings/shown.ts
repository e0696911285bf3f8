import type { Json } from '../core/json.ts';

/** A setting's state as reports show it: the text of a policy or a form as the document it is, other text as it is. */
export function shown(state: Json): Json {
  if (typeof state !== 'string') return state;
  try {
    const document = JSON.parse(state) as Json;
    return typeof document === 'object' && document !== null ? document : state;
  } catch {
    return state;
  }
}
