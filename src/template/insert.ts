import { isMap, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../core/json.ts';
import { aroundFlow, intoFlow, oneLine } from './flow.ts';
import type { Page } from './page.ts';
import { afterBlock, contentEnd, isBlock, valueStart } from './place.ts';
import { blockLines, entryLines, itemLines } from './render.ts';
import { type Edit, lineEndAt, lineStart, lineStop, newLines, type Splice } from './splice.ts';
import { columnOf } from './style.ts';

type Change = (old: Json) => Json;

const edit = (at: object, change: Change, splices: readonly Splice[], onlyAdds: boolean): Edit => ({
  splices,
  patches: new Map([[at, change]]),
  onlyAdds,
});

const indented = (lines: readonly string[], column: number): readonly string[] =>
  lines.map((line) => ' '.repeat(column) + line);

/** Adds items to a list: at its end, or where only that leaves every old line whole, at its beginning. */
export function addItems(page: Page, list: YAMLSeq, items: readonly Json[]): Edit {
  const { text } = page.template;
  const change: Change = (old) => [...(old as readonly Json[]), ...items];
  const column = columnOf(list);
  if (column !== null) {
    const lines = indented(
      items.flatMap((item) => itemLines(item, page.style)),
      column,
    );
    return edit(list, change, [newLines(text, afterBlock(text, list, column), lines)], true);
  }
  const { splice, order, onlyAdds } = intoFlow(
    page,
    list,
    items.map((value) => ({ key: null, value })),
  );
  const first: Change = (old) => [...items, ...(old as readonly Json[])];
  return edit(list, order === 'first' ? first : change, [splice], onlyAdds);
}

/** Adds a key to a map. */
export function addEntry(page: Page, map: YAMLMap, key: string, value: Json): Edit {
  const { text } = page.template;
  const change: Change = (old) => ({ ...(old as object), [key]: value });
  const column = columnOf(map);
  if (column === null) {
    const { splice, onlyAdds } = intoFlow(page, map, [{ key, value }]);
    return edit(map, change, [splice], onlyAdds);
  }
  const lines = indented(entryLines(key, value, page.style), column);
  return edit(map, change, [newLines(text, afterBlock(text, map, column), lines)], true);
}

/** Gives a key that has no value a list or a map. */
export function fill(page: Page, owner: YAMLMap, pair: Pair, value: Json): Edit {
  const { template, style } = page;
  const change: Change = () => value;
  const node = pair.value as Node | null;
  const written = node?.range ? node.range[1] - node.range[0] : 0;
  const column = columnOf(owner);
  const { at, colon } = valueStart(pair);
  if (column === null) return edit(pair, change, [{ at, remove: written, insert: oneLine(page, value) }], false);
  const removal: readonly Splice[] = written > 0 ? [{ at: colon, remove: at + written - colon, insert: '' }] : [];
  const lines = indented(blockLines(value, style), column + (Array.isArray(value) ? style.dash : style.step));
  const end = lineStop(template.text, written > 0 ? at + written : colon);
  return edit(pair, change, [...removal, newLines(template.text, end, lines)], written === 0);
}

/** Makes a single value the first of a list. A block map is made an item by a dash on a line of its own. */
export function wrap(page: Page, owner: YAMLMap, pair: Pair, items: readonly Json[]): Edit {
  const { template, style } = page;
  const { text } = template;
  const change: Change = (old) => [old, ...items];
  const value = pair.value as Node;
  const outer = columnOf(owner);
  const { at, colon } = valueStart(pair);
  const inner = isMap(value) ? columnOf(value) : null;
  if (outer !== null && inner !== null) {
    const column = Math.max(outer, inner - 2);
    const start = lineStart(text, value.range?.[0] ?? at);
    const dash = `${' '.repeat(column)}-${lineEndAt(text, start)}`;
    const lines = indented(
      items.flatMap((item) => itemLines(item, style)),
      column,
    );
    const splices = [{ at: start, remove: 0, insert: dash }, newLines(text, afterBlock(text, value, inner), lines)];
    return edit(pair, change, splices, true);
  }
  const end = contentEnd(value);
  if (outer === null || isMap(value) || isBlock(value) || text.slice(colon, end).includes('\n')) {
    const { before, after } = aroundFlow(page, at, end, items);
    const splices = [
      { at, remove: 0, insert: before },
      { at: end, remove: 0, insert: after },
    ];
    return edit(pair, change, splices, false);
  }
  const column = outer + style.dash;
  const lead = `${lineEndAt(text, at)}${' '.repeat(column)}- `;
  const lines = indented(
    items.flatMap((item) => itemLines(item, style)),
    column,
  );
  return edit(
    pair,
    change,
    [{ at: colon, remove: at - colon, insert: lead }, newLines(text, lineStop(text, end), lines)],
    false,
  );
}
