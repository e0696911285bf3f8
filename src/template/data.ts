import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../core/json.ts';
import type { Template } from './template.ts';

/** What becomes of the value at a node, or of a pair's value. */
export type Patches = ReadonlyMap<object, (old: Json) => Json>;

/** A node of the tree, as the collections of the library hold it. */
type Held = Node | Pair | null | undefined;

/** More values than this come only of aliases that multiply: https://en.wikipedia.org/wiki/Billion_laughs_attack */
const MOST_VALUES = 1_000_000;
/** No template nests deeper; an alias within its own anchor does. */
const DEEPEST = 500;

/** The template multiplies or refers to itself without end. */
export class BottomlessTemplate extends Error {}

/** The library walks the whole document for each alias; a document that was read does not change. */
const targets = new WeakMap<Alias, Node | null>();

/** What an alias stands for; null where nothing before it has its anchor. */
export function targetOf(document: Template['document'], alias: Alias): Node | null {
  const known = targets.get(alias);
  if (known !== undefined) return known;
  const found = alias.resolve(document) ?? null;
  targets.set(alias, found);
  return found;
}

/** The text of a key, as it is written where it is no text: `N` stays 'N' though YAML 1.1 reads false. */
export const keyText = (key: unknown): string =>
  isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))) : String(key);

/** Whether a pair merges another map into its own: https://yaml.org/type/merge.html */
export const isMerge = ({ key }: Pair): boolean =>
  isScalar(key) && (key.type === undefined || key.type === 'PLAIN') && key.source === '<<';

/**
 * The template as data, short tags as their long forms: `!Sub x` is `{"Fn::Sub": "x"}`. Aliases and merge keys are
 * followed. `patches` says what is changed on the way. Throws a `BottomlessTemplate`.
 */
export function dataOf(template: Template, patches: Patches = new Map()): Json {
  return dataAt(template, template.root, patches);
}

/** The same for one node. */
export function dataAt({ document }: Template, node: Held, patches: Patches = new Map()): Json {
  let values = 0;
  const of = (held: Held, depth: number): Json => {
    values += 1;
    if (values > MOST_VALUES || depth > DEEPEST) throw new BottomlessTemplate();
    if (!held) return null;
    if (isPair(held)) return patched(held, of(held.value as Held, depth + 1));
    if (isAlias(held)) return of(targetOf(document, held), depth + 1);
    const { tag } = held;
    const value = patched(held, plainly(held, depth));
    return tag?.startsWith('!') && tag.length > 1 ? { [longForm(tag)]: argument(tag, value) } : value;
  };
  const patched = (at: object, value: Json): Json => patches.get(at)?.(value) ?? value;
  const plainly = (held: Node, depth: number): Json => {
    if (isSeq(held)) return held.items.map((item) => of(item as Held, depth + 1));
    if (isMap(held)) return Object.fromEntries(entriesOf(held, depth));
    return isScalar(held) ? scalarOf(held) : null;
  };
  const entriesOf = (map: YAMLMap, depth: number): readonly (readonly [string, Json])[] => {
    const merged = map.items.filter(isMerge).flatMap(({ value }) => mergedMaps(document, value));
    return [
      ...merged.toReversed().flatMap((other) => entriesOf(other, depth + 1)),
      ...map.items.filter((pair) => !isMerge(pair)).map((pair) => [keyText(pair.key), of(pair, depth)] as const),
    ];
  };
  return of(node, 0);
}

/** The maps that `<<:` names, the strongest first. */
export function mergedMaps(document: Template['document'], value: unknown): readonly YAMLMap[] {
  const found = isAlias(value) ? targetOf(document, value) : value;
  if (isMap(found)) return [found];
  return isSeq(found) ? found.items.flatMap((item) => mergedMaps(document, item)) : [];
}

function scalarOf({ value, source }: Scalar): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return source ?? String(value);
}

/** `!Ref` and `!Condition` keep their names; every other tag is a function. */
const longForm = (tag: string): string =>
  tag === '!Ref' || tag === '!Condition' ? tag.slice(1) : `Fn::${tag.slice(1)}`;

/** `!GetAtt Role.Arn` is `["Role", "Arn"]`; what follows the first dot is the attribute. */
function argument(tag: string, value: Json): Json {
  if (tag !== '!GetAtt' || typeof value !== 'string' || !value.includes('.')) return value;
  const dot = value.indexOf('.');
  return [value.slice(0, dot), value.slice(dot + 1)];
}
