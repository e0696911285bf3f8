import { isMap, isScalar, isSeq, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Template } from './template.ts';

/** How a template is written, so that what is added looks the same. */
export interface Style {
  /** Columns from a key to the keys under it. */
  readonly step: number;
  /** Columns from a key to the dashes of its list: 0 or more. */
  readonly dash: number;
  readonly quote: "'" | '"';
  /** JSON without white space. */
  readonly compact: boolean;
}

/** The column of a collection in block style; null for one in flow style. */
export function columnOf(node: YAMLMap | YAMLSeq): number | null {
  const token = node.srcToken;
  return token?.type === 'block-map' || token?.type === 'block-seq' ? token.indent : null;
}

/** What the template does most; two columns, dashes indented and single quotes where it does nothing yet. */
export function styleOf({ document, text, format }: Template): Style {
  const steps: number[] = [];
  const dashes: number[] = [];
  const quotes: string[] = [];
  visit(document, {
    Map(_, map) {
      const from = columnOf(map);
      if (from === null) return;
      for (const { value } of map.items) {
        const to = isMap(value) || isSeq(value) ? columnOf(value) : null;
        if (to !== null) (isSeq(value) ? dashes : steps).push(to - from);
      }
    },
    Scalar(_, scalar) {
      if (isScalar(scalar) && scalar.type?.startsWith('QUOTE_')) quotes.push(scalar.type);
    },
  });
  const step = mostOf(steps) ?? 2;
  return {
    step,
    dash: mostOf(dashes) ?? step,
    quote: mostOf(quotes) === 'QUOTE_DOUBLE' ? '"' : "'",
    compact: format === 'json' && !/[{[,]\s*\n/.test(text) && !/":\s/.test(text),
  };
}

/** The commonest value; of equally common ones the first. */
function mostOf<T>(values: readonly T[]): T | null {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first?.[0] ?? null;
}
