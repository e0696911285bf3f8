import { isCollection, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import { lineStart, lineStop } from './splice.ts';
import { columnOf } from './style.ts';

/** Whether a collection is written with dashes or keys on lines of their own. */
export const isBlock = (node: Node | null): boolean => (isMap(node) || isSeq(node)) && columnOf(node) !== null;

/** Where a node's text ends; white space and comments after it do not count. */
export function contentEnd(node: Node | null): number {
  if (isMap(node) && isBlock(node)) {
    const last = node.items.at(-1);
    const ends = [last?.key, last?.value].map((one) => contentEnd((one ?? null) as Node | null));
    return Math.max(...ends);
  }
  if (isSeq(node) && isBlock(node))
    return Math.max(node.range?.[0] ?? 0, contentEnd((node.items.at(-1) ?? null) as Node | null));
  return node?.range?.[1] ?? 0;
}

/** The last scalar of a block: the one that decides where it ends. */
function lastLeaf(node: Node): Node {
  if (!isCollection(node) || !isBlock(node)) return node;
  const last = node.items.at(-1);
  const inner = isMap(node) ? ((last as Pair | undefined)?.value ?? (last as Pair | undefined)?.key) : last;
  return inner ? lastLeaf(inner as Node) : node;
}

/**
 * Where lines are added after a block collection: at the end of its last line, past the comments that are indented at
 * least as far as `column`, for they speak of what stands before them.
 */
export function afterBlock(text: string, node: Node, column: number): number {
  const end = contentEnd(node);
  let place = text[end - 1] === '\n' ? afterBlockScalar(text, lastLeaf(node), end) : lineStop(text, end);
  for (;;) {
    const next = text[place - 1] === '\n' ? place : text.indexOf('\n', place) + 1;
    if (next === 0 || next >= text.length) return place;
    const [, indent = ''] = /^( *)#/.exec(text.slice(next, lineStop(text, next))) ?? [];
    if (indent === '' || indent.length < column) return place;
    place = lineStop(text, next);
  }
}

/** Blank lines after a block scalar belong to it only where it keeps them: https://yaml.org/spec/1.1/#id928806 */
function afterBlockScalar(text: string, node: Node, end: number): number {
  const start = node.range?.[0] ?? 0;
  if (/^[|>][^\n]*\+/.test(text.slice(start, lineStop(text, start))) || !isScalar(node)) return end;
  let place = end;
  while (place > start && text.slice(lineStart(text, place - 1), place).trim() === '')
    place = lineStart(text, place - 1);
  return place;
}

/** A token of the concrete syntax, as far as it is looked at. */
interface Token {
  readonly type: string;
  readonly offset: number;
  readonly source: string;
}
interface ItemToken {
  readonly start: readonly Token[];
  readonly key?: { readonly offset: number } | null;
  readonly sep?: readonly Token[];
  readonly value?: { readonly offset: number };
}

const isProperty = ({ type }: Token): boolean => type === 'tag' || type === 'anchor';

/** Where an item of a flow collection begins, its tag and anchor included. */
export function itemStart(node: Node, index: number): number {
  const token = node.srcToken as unknown as { readonly items?: readonly ItemToken[] } | undefined;
  const item = token?.items?.[index];
  return item?.start.find(isProperty)?.offset ?? item?.key?.offset ?? item?.value?.offset ?? 0;
}

/** Where a pair's value begins, its tag and anchor included; and where the colon before it ends. */
export function valueStart(pair: Pair): { readonly colon: number; readonly at: number } {
  const token = pair.srcToken as unknown as ItemToken | undefined;
  const separators = token?.sep ?? [];
  const colon = separators.find(({ type }) => type === 'map-value-ind');
  const after = colon ? colon.offset + 1 : contentEnd(pair.key as Node);
  const property = separators.find((one) => isProperty(one) && one.offset >= after);
  return { colon: after, at: property?.offset ?? (pair.value as Node | null)?.range?.[0] ?? after };
}
