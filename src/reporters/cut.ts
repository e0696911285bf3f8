/** What is behind a text that goes on. */
const GOES_ON = ' … (cut)';

/** A text of at most `most` characters, cut behind a whole word where it is longer, and said so. Pure. */
export function cutAtWord(text: string, most: number): string {
  const whole = text.trim();
  if (whole.length <= most) return whole;
  const head = whole.slice(0, Math.max(1, most - GOES_ON.length) + 1);
  const space = head.search(/\s\S*$/);
  // A word longer than all the room, such as base64, is cut where the room ends.
  const kept = space > 0 ? head.slice(0, space) : head.slice(0, -1);
  return `${kept.replace(/[\ud800-\udbff]$/, '').trimEnd()}${GOES_ON}`;
}
