import { type Node, parseTree } from 'jsonc-parser';

/**
 * Where the values of a JSON text begin (RFC 8259), which the engine's own parser does not tell: by JSON Pointer (RFC
 * 6901) the offset of the key, or of the item in a list. Of a text that is not JSON, as far as it is understood.
 */
export function jsonPlaces(text: string): ReadonlyMap<string, number> {
  const offsets = new Map<string, number>();
  const visit = ({ type, children = [] }: Node, path: string): void => {
    for (const [at, child] of children.entries()) {
      const [key, value] = type === 'object' ? (child.children ?? []) : [];
      const name = type === 'object' ? String(key?.value) : String(at);
      const pointer = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      offsets.set(pointer, child.offset);
      const inner = type === 'object' ? value : child;
      if (inner !== undefined) visit(inner, pointer);
    }
  };
  const tree = parseTree(text);
  if (tree !== undefined) visit(tree, '');
  return offsets;
}
