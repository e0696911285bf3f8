import { isAlias, isMap, isNode, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { isMerge, keyText, mergedMaps, targetOf } from './data.ts';
import type { Template } from './template.ts';

/** A key of a map, where it is and what it holds. */
export interface Entry {
  readonly key: string;
  readonly pair: Pair;
  /** The map it is written in: another than asked, where it was merged in. */
  readonly owner: YAMLMap;
  /** With aliases followed; null where there is nothing. */
  readonly value: Node | null;
}

/** A node with aliases followed. */
export function followed({ document }: Template, node: unknown): Node | null {
  const found = isAlias(node) ? targetOf(document, node) : node;
  return isNode(found) ? found : null;
}

/** Every key of a map, merged ones last; a key that is nearer hides one farther, and of a doubled one the last counts. */
export function entries(template: Template, map: YAMLMap): readonly Entry[] {
  const written = map.items.filter((pair) => !isMerge(pair));
  const last = new Map(written.map((pair) => [keyText(pair.key), pair]));
  const own = written
    .filter((pair) => last.get(keyText(pair.key)) === pair)
    .map((pair) => ({ key: keyText(pair.key), pair, owner: map, value: followed(template, pair.value) }));
  const merged = map.items
    .filter(isMerge)
    .flatMap(({ value }) => mergedMaps(template.document, value))
    .flatMap((other) => entries(template, other));
  const seen = new Set<string>();
  return [...own, ...merged].filter(({ key }) => !seen.has(key) && seen.add(key));
}

/** One key of a map, or null. */
export const entry = (template: Template, map: Node | null, key: string): Entry | null =>
  isMap(map) ? (entries(template, map).find((one) => one.key === key) ?? null) : null;

/** What is at the end of a path of keys; null where it breaks off. */
export const at = (template: Template, map: Node | null, ...path: readonly string[]): Node | null =>
  path.reduce<Node | null>((node, key) => entry(template, node, key)?.value ?? null, map);

/** A map written without tag, a list written without tag. */
export const plainMap = (node: Node | null): YAMLMap | null => (isMap(node) && !isTagged(node) ? node : null);
export const plainSeq = (node: Node | null): YAMLSeq | null => (isSeq(node) && !isTagged(node) ? node : null);

/** Whether a node carries a short form such as `!Sub`. */
export const isTagged = (node: Node): boolean => node.tag?.startsWith('!') === true && node.tag.length > 1;

/** The line a node begins on, counted from 1. */
export function lineOf({ lines }: Template, node: Node | Pair | null): number {
  const place = node !== null && 'key' in node ? (node.key as Node) : node;
  return lines.linePos(place?.range?.[0] ?? 0).line;
}
