import type { Json } from '../core/json.ts';
import { isObject } from './document.ts';

type JsonObject = { readonly [key: string]: Json };
/**
 * The statements that are added to others, each under an id of its own: IAM takes no document with an id twice, as the second
 * model's grant would make it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 */
export function withOwnSids(present: readonly Json[], added: readonly JsonObject[]): readonly JsonObject[] {
  const taken = new Set(
    present.flatMap((one) => (isObject(one) && typeof one['Sid'] === 'string' ? [one['Sid']] : [])),
  );
  return added.map((one) => {
    if (typeof one['Sid'] !== 'string') return one;
    let sid = one['Sid'];
    for (let number = 2; taken.has(sid); number += 1) sid = `${one['Sid']}${number}`;
    taken.add(sid);
    return { ...one, Sid: sid };
  });
}
