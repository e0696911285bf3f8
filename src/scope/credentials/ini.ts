/** A value of a section, and the line it is on. */
export interface IniValue {
  readonly value: string;
  /** From 1. */
  readonly line: number;
}
export type IniSection = ReadonlyMap<string, IniValue>;

/**
 * The sections of an AWS CLI file by their names as they stand there; of two of a name the later values count. What is
 * indented below a name belongs to that name and is left out.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 */
export function parseIni(text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Map<string, IniValue>>();
  let current: Map<string, IniValue> | null = null;
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const header = /^\s*\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (header !== undefined) {
      const name = header.replace(/\s+/g, ' ').replace(/^(\S+) ["'](.*)["']$/, '$1 $2');
      current = sections.get(name) ?? new Map();
      sections.set(name, current);
      continue;
    }
    const [, key, value = ''] = /^([\w-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    if (current === null || key === undefined) continue;
    current.set(key.toLowerCase(), { value: value.replace(/\s+[#;].*$/, '').trim(), line: index + 1 });
  }
  return sections;
}
