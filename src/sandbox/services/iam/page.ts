import type { Json } from '../../../core/json.ts';
import { type Answer, fault, type Input, text } from '../../operation.ts';
import type { World } from '../../world.ts';

/** IAM's default page, and the largest: https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
const PAGE = 100;
const MOST = 1_000;

/** Answers with one page of a list: the items under `name`, and where the next page begins. */
export function paged(world: World, input: Input, name: string, items: readonly Json[]): Answer {
  const given = text(input, 'MaxItems');
  const size = given === '' ? PAGE : Number(given);
  if (!Number.isInteger(size) || size < 1 || size > MOST) {
    return fault(
      'ValidationError',
      400,
      `1 validation error detected: Value '${given}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and ${MOST}`,
    );
  }
  const marker = text(input, 'Marker');
  const from = marker === '' ? 0 : Number(marker);
  if (!Number.isInteger(from) || from < 0 || from > items.length) {
    return fault('ValidationError', 400, `Invalid Marker: ${marker}`);
  }
  const next = from + size;
  const more = next < items.length;
  return {
    world,
    output: { [name]: items.slice(from, next), IsTruncated: more, ...(more ? { Marker: String(next) } : {}) },
  };
}
