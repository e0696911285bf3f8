import type { Json } from '../core/json.ts';
import type { Patches } from './data.ts';

/** A replacement of a stretch of text; offsets in UTF-16 units. */
export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** A change of the text, and the same change of the data, so that the one can be checked by the other. */
export interface Edit {
  readonly splices: readonly Splice[];
  readonly patches: Patches;
  /** Whether every old line is in the new text as it was. */
  readonly onlyAdds: boolean;
}

/** The text with the splices done; nothing else can differ. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let out = '';
  let from = 0;
  for (const { at, remove, insert } of [...splices].sort((a, b) => a.at - b.at)) {
    out += text.slice(from, at) + insert;
    from = at + remove;
  }
  return out + text.slice(from);
}

/** The one stretch in which two texts differ. */
export function differenceOf(before: string, after: string): Splice {
  const most = Math.min(before.length, after.length);
  let at = 0;
  while (at < most && before[at] === after[at]) at += 1;
  let same = 0;
  while (same < most - at && before.at(-1 - same) === after.at(-1 - same)) same += 1;
  return { at, remove: before.length - at - same, insert: after.slice(at, after.length - same) };
}

/** One edit of several; the later of two patches at one place sees what the earlier made. */
export function together(edits: readonly Edit[]): Edit {
  const patches = new Map<object, (old: Json) => Json>();
  for (const [at, patch] of edits.flatMap((edit) => [...edit.patches])) {
    const before = patches.get(at);
    patches.set(at, before ? (old) => patch(before(old)) : patch);
  }
  return {
    splices: edits.flatMap(({ splices }) => splices),
    patches,
    onlyAdds: edits.every(({ onlyAdds }) => onlyAdds),
  };
}

/** The line end used where the new lines go: that of the line before, or the text's first. */
export function lineEndAt(text: string, at: number): string {
  const before = text.lastIndexOf('\n', at - 1);
  const next = before < 0 ? text.indexOf('\n') : before;
  return next > 0 && text[next - 1] === '\r' ? '\r\n' : '\n';
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Where the line ends, before its line end. */
export function lineStop(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' && end > at ? end - 1 : end;
}

/** New lines after the place, which is a line's end or the start of the next. */
export function newLines(text: string, at: number, lines: readonly string[]): Splice {
  const eol = lineEndAt(text, at);
  const fresh = at === 0 || text[at - 1] === '\n';
  return { at, remove: 0, insert: fresh ? lines.map((line) => line + eol).join('') : eol + lines.join(eol) };
}

/** The white space a line begins with. */
export const indentOf = (text: string, at: number): string =>
  /^[ \t]*/.exec(text.slice(lineStart(text, at)))?.[0] ?? '';
