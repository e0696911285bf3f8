import type { Failure } from './frames/failures.ts';
import type { Recognition } from './recognition.ts';

/** The frame of an error and the words in it stand no further apart: a message and a stack may be between them. */
export const FRAME_REACHES = 900;

/** The index of the first of a sorted list whose place is greater. */
function firstBehind(sorted: readonly { readonly at: number }[], place: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The failure whose message some known words are: the frame before them, else the one behind that ends with its name. */
export function ownerOf(
  failures: readonly Failure[],
  { at, length }: Pick<Recognition, 'at' | 'length'>,
): Failure | null {
  const behind = firstBehind(failures, at + length);
  const [owner, next] = [failures[behind - 1], failures[behind]];
  if (owner !== undefined && at - owner.end < FRAME_REACHES) return owner;
  return next !== undefined && next.at - (at + length) < FRAME_REACHES ? next : null;
}

/** What stands between the frame of an error and another error that is its message. */
const HANDS_ON = /^(?: \([^()]{0,60}\))?(?: operation)?: ?["'({[]{0,3}(?:An )?$/;

/** The failures whose words are new: no known text belongs to them. */
export function unexplained(
  plain: string,
  failures: readonly Failure[],
  known: readonly Recognition[],
): readonly Failure[] {
  const explained = new Set<Failure>();
  for (const { at, length } of known) {
    const end = at + length;
    const behind = firstBehind(failures, end);
    const [owner, next] = [failures[behind - 1], failures[behind]];
    const owned = owner !== undefined && at - owner.end < FRAME_REACHES;
    if (owned) explained.add(owner);
    if (next === undefined || next.at - end > FRAME_REACHES) continue;
    // {"message": "…", "code": "…"}: the name stands behind the words; so does a bracket at the end of a sentence.
    if (!owned || (next.trails && !plain.slice(end, next.at).includes('}'))) explained.add(next);
  }
  for (const [index, outer] of failures.entries()) {
    const inner = failures[index + 1];
    if (inner !== undefined && inner.at - outer.end < 100 && HANDS_ON.test(plain.slice(outer.end, inner.at)))
      explained.add(outer);
  }
  return failures.filter((one) => !explained.has(one) && (one.exception !== null || !isFrame(one, known)));
}

/** Whether a status alone is only the frame of something near it that says more. */
function isFrame({ at, end }: Failure, known: readonly Recognition[]): boolean {
  const behind = firstBehind(known, end);
  const [before, next] = [known[behind - 1], known[behind]];
  return (
    (before !== undefined && at - (before.at + before.length) < FRAME_REACHES) ||
    (next !== undefined && next.at - end < FRAME_REACHES)
  );
}
