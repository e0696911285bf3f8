import { findNodeAtLocation, type ParseError, parse as parseJsonc, parseTree } from 'jsonc-parser';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Sourced } from '../../core/target.ts';

type Path = readonly (string | number)[];

/** A settings file that was read: its values, and on which line each is. */
export interface SettingsTree {
  /** As messages name it. */
  readonly path: string;
  /** The value there, whatever it is; undefined where there is none. */
  readonly at: (...path: Path) => unknown;
  /** The text there, with its line; null where there is none. Numbers and switches are texts, too. */
  readonly text: (...path: Path) => Sourced<string> | null;
  /** The keys of the object there; empty where there is none. */
  readonly keys: (...path: Path) => readonly string[];
  /** How long the list there is; 0 where there is none. */
  readonly length: (...path: Path) => number;
}

function treeOf(path: string, root: unknown, lineOf: (at: Path) => number): SettingsTree {
  const at = (...names: Path): unknown =>
    names.reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as { readonly [key: string | number]: unknown })[name]
          : undefined,
      root,
    );
  return {
    path,
    at,
    text: (...names) => {
      const value = at(...names);
      const text =
        typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? `${value}` : '';
      return text === '' ? null : { value: text, source: { from: 'file', path, line: lineOf(names) } };
    },
    keys: (...names) => {
      const value = at(...names);
      return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
    },
    length: (...names) => {
      const value = at(...names);
      return Array.isArray(value) ? value.length : 0;
    },
  };
}

/** Reads JSON, with comments and trailing commas where `comments` allows them; null for what is none. */
export function readJson(path: string, text: string, comments: boolean): SettingsTree | null {
  const bare = text.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(bare, errors, { allowTrailingComma: comments, disallowComments: !comments });
  if (errors.length > 0 || typeof value !== 'object' || value === null) return null;
  const tree = parseTree(bare, [], { allowTrailingComma: comments });
  const lineOf = (at: Path): number => {
    const node = tree && findNodeAtLocation(tree, [...at]);
    return bare.slice(0, node?.offset ?? 0).split('\n').length;
  };
  return treeOf(path, value, lineOf);
}

/** Reads YAML 1.2 of one document; null for what is none, or holds no mapping. */
export function readYaml(path: string, text: string): SettingsTree | null {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: lines, logLevel: 'silent' });
  if (document.errors.length > 0) return null;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const lineOf = (at: Path): number => {
    const node = document.getIn([...at], true);
    return isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1;
  };
  return treeOf(path, value, lineOf);
}

/** Reads lines of NAME=value, as dotenv does: https://github.com/motdotla/dotenv (`export`, quotes, comments). */
export function readDotenv(path: string, text: string): SettingsTree {
  const values: Record<string, string> = {};
  const lines: Record<string, number> = {};
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const [, name, double, single, bare] =
      /^\s*(?:export\s+)?([\w.]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^#]*?))\s*(?:#.*)?$/.exec(line) ?? [];
    if (name === undefined) continue;
    values[name] = double ?? single ?? bare ?? '';
    lines[name] = index + 1;
  }
  return treeOf(path, values, ([name]) => lines[String(name)] ?? 1);
}
