import { parseDocument } from 'yaml';
import { isRecord, type Tables } from './tables.ts';

/** SAM's configuration file as YAML, or the line that is wrong. A file of its own: most runs read no YAML. */
export function yamlTables(text: string): Tables | { readonly wrongLine: number } {
  const lineAt = (place: number): number => text.slice(0, place).split('\n').length;
  const document = parseDocument(text, { logLevel: 'error', prettyErrors: false });
  const [wrong] = document.errors;
  if (wrong) return { wrongLine: lineAt(wrong.pos[0]) };
  const values: unknown = document.toJS();
  return {
    values: isRecord(values) ? values : {},
    lineOf: (environment, command, key) => {
      const node = document.getIn([environment, command, 'parameters', key], true) as
        | { readonly range?: readonly [number, number, number] | null }
        | undefined;
      return node?.range ? lineAt(node.range[0]) : null;
    },
  };
}
