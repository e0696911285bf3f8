import { isMap, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../core/json.ts';
import type { Template } from './parse.ts';
import { afterBlock, contentEnd, isBlock, itemStart, valueStart } from './place.ts';
import { blockLines, entryLines, flowText, itemLines, jsonLines, jsonText } from './render.ts';
import { type Edit, indentOf, lineEndAt, lineStart, lineStop, newLines, type Splice } from './splice.ts';
import { columnOf, type Style } from './style.ts';

type Change = (old: Json) => Json;

/** A template and how it is written. */
export interface Page {
  readonly template: Template;
  readonly style: Style;
}

const edit = (at: object, change: Change, splices: readonly Splice[], onlyAdds: boolean): Edit => ({
  splices,
  patches: new Map([[at, change]]),
  onlyAdds,
});

const indented = (lines: readonly string[], column: number): readonly string[] =>
  lines.map((line) => ' '.repeat(column) + line);

/** One value on one line of the template's own language. */
const oneLine = ({ template, style }: Page, value: Json): string =>
  template.format === 'json' ? jsonText(value, style) : flowText(value, style);

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
  const first: Change = (old) => [...items, ...(old as readonly Json[])];
  return intoFlow(
    page,
    list,
    items.map((item) => ({ key: null, value: item })),
    change,
    first,
  );
}

/** Adds a key to a map. */
export function addEntry(page: Page, map: YAMLMap, key: string, value: Json): Edit {
  const { text } = page.template;
  const change: Change = (old) => ({ ...(old as object), [key]: value });
  const column = columnOf(map);
  if (column === null) return intoFlow(page, map, [{ key, value }], change, change);
  const lines = indented(entryLines(key, value, page.style), column);
  return edit(map, change, [newLines(text, afterBlock(text, map, column), lines)], true);
}

interface Member {
  readonly key: string | null;
  readonly value: Json;
}

/**
 * Adds members to a flow collection. A comma must stand between old and new: where the first member stands on a line of
 * its own, the new one goes before it and brings the comma along; elsewhere it goes to the end, on the last line.
 */
function intoFlow(page: Page, node: YAMLMap | YAMLSeq, members: readonly Member[], last: Change, first: Change): Edit {
  const { template, style } = page;
  const { text } = template;
  const open = node.range?.[0] ?? 0;
  const render = (unit: string | null, base: string): readonly string[] =>
    members.map(({ key, value }) => {
      const name =
        key === null ? '' : `${template.format === 'json' ? JSON.stringify(key) : key}:${style.compact ? '' : ' '}`;
      const several = unit !== null && template.format === 'json' && !style.compact;
      const lines = several ? jsonLines(value, unit) : [oneLine(page, value)];
      return name + lines.join(lineEndAt(text, open) + base);
    });
  const eol = lineEndAt(text, open);
  if (node.items.length === 0) {
    if (template.format !== 'json' || style.compact) {
      return edit(node, last, [{ at: open + 1, remove: 0, insert: render(null, '').join(', ') }], false);
    }
    const outer = indentOf(text, open);
    const unit = unitOf(page, outer);
    const inside = `${eol}${outer}${unit}${render(unit, outer + unit).join(`,${eol}${outer}${unit}`)}${eol}${outer}`;
    return edit(node, last, [{ at: open + 1, remove: contentEnd(node) - 1 - (open + 1), insert: inside }], false);
  }
  const start = itemStart(node, 0);
  const indent = text.slice(lineStart(text, start), start);
  if (indent.trim() === '' && lineStart(text, start) > open) {
    const unit = unitOf(page, indentOf(text, open), indent);
    const insert = render(unit, indent)
      .map((member) => `${indent}${member},${eol}`)
      .join('');
    return edit(node, first, [{ at: lineStart(text, start), remove: 0, insert }], true);
  }
  if (members.every(({ key }) => key === null) && /^\{[ \t]*\r?\n/.test(text.slice(start))) {
    // `[{` on one line: the new object takes over that line's brace, the old one gets a line that is new.
    const outer = indentOf(text, open);
    const unit = unitOf(page, outer, indentOf(text, lineStop(text, start) + 2));
    const brace = text.slice(start, lineStop(text, start));
    const objects = members.map(({ value }) =>
      JSON.stringify(value, null, unit)
        .split('\n')
        .join(eol + outer)
        .replace(/^\{/, brace),
    );
    return edit(node, first, [{ at: start, remove: 0, insert: objects.map((object) => `${object}, `).join('') }], true);
  }
  const end = contentEnd(lastOf(node));
  const comma = style.compact ? ',' : ', ';
  return edit(node, last, [{ at: end, remove: 0, insert: comma + render(null, '').join(comma) }], false);
}

function lastOf(node: YAMLMap | YAMLSeq): Node | null {
  const last = node.items.at(-1);
  return (isMap(node) ? ((last as Pair | undefined)?.value ?? (last as Pair | undefined)?.key) : last) as Node | null;
}

/** One step of indentation: the difference of two lines, or what the file's first indented line has. */
function unitOf({ template }: Page, outer: string, inner = ''): string {
  if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length);
  return /\n([ \t]+)\S/.exec(template.text)?.[1] ?? '  ';
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
    const comma = style.compact ? ',' : ', ';
    const more = items.map((item) => comma + oneLine(page, item)).join('');
    return edit(
      pair,
      change,
      [
        { at, remove: 0, insert: '[' },
        { at: end, remove: 0, insert: `${more}]` },
      ],
      false,
    );
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
