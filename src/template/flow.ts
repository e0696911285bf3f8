import { isMap, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../core/json.ts';
import type { Page } from './page.ts';
import { contentEnd, itemStart } from './place.ts';
import { flowText, jsonLines, jsonText } from './render.ts';
import { indentOf, lineEndAt, lineStart, lineStop, type Splice } from './splice.ts';

/** What is added to a flow collection: an item, or a key with its value. */
export interface Member {
  readonly key: string | null;
  readonly value: Json;
}

/** Where new members go, and whether every old line stays as it is. */
export interface Placed {
  readonly splice: Splice;
  readonly order: 'first' | 'last';
  readonly onlyAdds: boolean;
}

/** One value on one line of the template's own language. */
export const oneLine = ({ template, style }: Page, value: Json): string =>
  template.format === 'json' ? jsonText(value, style) : flowText(value, style);

/**
 * Adds members to a flow collection, the braces and brackets of YAML and JSON. A comma must stand between old and new:
 * where the first member is on a line of its own, the new one goes before it and brings the comma along; elsewhere
 * it goes to the end, on the last line.
 */
export function intoFlow(page: Page, node: YAMLMap | YAMLSeq, members: readonly Member[]): Placed {
  const { text } = page.template;
  if (node.items.length === 0) return intoEmpty(page, node, members);
  const open = node.range?.[0] ?? 0;
  const start = itemStart(node, 0);
  const line = lineStart(text, start);
  if (line > open && text.slice(line, start).trim() === '') return onOwnLine(page, node, members, start);
  const items = members.flatMap(({ key, value }) => (key === null ? [value] : []));
  if (items.length === members.length && /^\{[ \t]*\r?\n/.test(text.slice(start))) {
    return besideBrace(page, node, items, start);
  }
  const end = contentEnd(lastOf(node));
  const comma = page.style.compact ? ',' : ', ';
  const insert = members.map((member) => comma + memberText(page, member)).join('');
  return { splice: { at: end, remove: 0, insert }, order: 'last', onlyAdds: false };
}

/** A member on one line, or, where JSON takes a line for each value, on several that end with `eol`. */
function memberText(
  page: Page,
  { key, value }: Member,
  several?: { readonly unit: string; readonly eol: string },
): string {
  const { template, style } = page;
  const json = template.format === 'json';
  const name = key === null ? '' : `${json ? JSON.stringify(key) : key}:${style.compact ? '' : ' '}`;
  return (
    name + (several && json && !style.compact ? jsonLines(value, several.unit).join(several.eol) : oneLine(page, value))
  );
}

function intoEmpty(page: Page, node: YAMLMap | YAMLSeq, members: readonly Member[]): Placed {
  const { template, style } = page;
  const open = node.range?.[0] ?? 0;
  const inside = { at: open + 1, remove: contentEnd(node) - open - 2 };
  if (template.format !== 'json' || style.compact) {
    const insert = members.map((member) => memberText(page, member)).join(', ');
    return { splice: { ...inside, remove: 0, insert }, order: 'last', onlyAdds: false };
  }
  const outer = lineEndAt(template.text, open) + indentOf(template.text, open);
  const unit = unitOf(page, '', '');
  const insert = members
    .map((member) => outer + unit + memberText(page, member, { unit, eol: outer + unit }))
    .join(',');
  return { splice: { ...inside, insert: insert + outer }, order: 'last', onlyAdds: false };
}

function onOwnLine(page: Page, node: YAMLMap | YAMLSeq, members: readonly Member[], start: number): Placed {
  const { text } = page.template;
  const at = lineStart(text, start);
  const indent = text.slice(at, start);
  const open = node.range?.[0] ?? 0;
  const eol = lineEndAt(text, open);
  const several = { unit: unitOf(page, indentOf(text, open), indent), eol: eol + indent };
  const insert = members.map((member) => `${indent}${memberText(page, member, several)},${eol}`).join('');
  return { splice: { at, remove: 0, insert }, order: 'first', onlyAdds: true };
}

/** `[{` on one line: the new object takes over that line's brace, the old one gets a line that is new. */
function besideBrace(page: Page, node: YAMLMap | YAMLSeq, items: readonly Json[], start: number): Placed {
  const { text } = page.template;
  const outer = indentOf(text, node.range?.[0] ?? 0);
  const stop = lineStop(text, start);
  const unit = unitOf(page, outer, indentOf(text, text.indexOf('\n', start) + 1));
  const eol = lineEndAt(text, start);
  const insert = items.map(
    (item) =>
      `${text.slice(start, stop)}${jsonLines(item, unit)
        .slice(1)
        .map((line) => eol + outer + line)
        .join('')}, `,
  );
  return { splice: { at: start, remove: 0, insert: insert.join('') }, order: 'first', onlyAdds: true };
}

/** What goes before and after a value to make it the first item of a list in brackets. */
export function aroundFlow(
  page: Page,
  start: number,
  end: number,
  items: readonly Json[],
): { before: string; after: string } {
  const { template, style } = page;
  const { text, format } = template;
  if (format !== 'json' || style.compact) {
    const comma = style.compact ? ',' : ', ';
    return { before: '[', after: `${items.map((item) => comma + oneLine(page, item)).join('')}]` };
  }
  const outer = lineEndAt(text, start) + indentOf(text, start);
  const unit = unitOf(page, '', '');
  const lines = (item: Json, eol: string): string => jsonLines(item, unit).join(eol);
  if (text.slice(start, end).includes('\n')) {
    return { before: '[', after: `${items.map((item) => `, ${lines(item, outer)}`).join('')}]` };
  }
  const inner = outer + unit;
  return { before: `[${inner}`, after: `${items.map((item) => `,${inner}${lines(item, inner)}`).join('')}${outer}]` };
}

function lastOf(node: YAMLMap | YAMLSeq): Node | null {
  const last = node.items.at(-1);
  return (isMap(node) ? ((last as Pair | undefined)?.value ?? (last as Pair | undefined)?.key) : last) as Node | null;
}

/** One step of indentation: the difference of two lines, or what the file's first indented line has. */
function unitOf({ template }: Page, outer: string, inner: string): string {
  if (inner.startsWith(outer) && inner.length > outer.length) return inner.slice(outer.length);
  return /\n([ \t]+)\S/.exec(template.text)?.[1] ?? '  ';
}
