import type { Json } from '../core/json.ts';
import type { Style } from './style.ts';

type JsonObject = { readonly [key: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json): value is JsonObject => typeof value === 'object' && value !== null && !isList(value);

/** Texts that mean the same without quotes to YAML 1.1 and to every reader of it. */
const PLAIN = /^[A-Za-z_](?:[\w./*-]|:+(?=[\w*]))*$/;
/** Words that YAML 1.1 reads as something else: https://yaml.org/type/bool.html, https://yaml.org/type/null.html */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
/** Within a flow collection a colon or dot is left to no reader's taste. */
const PLAIN_IN_FLOW = /^[A-Za-z]\w*$/;

function scalar(value: Json, { quote }: Style, plain: RegExp): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (plain.test(value) && !WORD.test(value)) return value;
  return quoted(value, quote);
}

/** Single quotes cannot hold a line end or a control character. */
function quoted(value: string, quote: Style['quote']): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const hard = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff]/.test(value);
  return quote === '"' || hard ? JSON.stringify(value) : `'${value.replaceAll("'", "''")}'`;
}

/** `!Sub 'x'` for `{"Fn::Sub": "x"}`; null for what is no intrinsic with a text. */
function short(value: Json, style: Style): string | null {
  if (!isObject(value)) return null;
  const [[key, argument] = ['', null], ...more] = Object.entries(value);
  if (more.length > 0) return null;
  if (key === 'Fn::GetAtt') return attribute(argument, style);
  if (typeof argument !== 'string') return null;
  if (key === 'Ref') return `!Ref ${scalar(argument, style, PLAIN)}`;
  return key === 'Fn::Sub' ? `!Sub ${quoted(argument, style.quote)}` : null;
}

/** `!GetAtt Role.Arn` for `["Role", "Arn"]`; null for what is put together. */
function attribute(argument: Json, style: Style): string | null {
  if (!isList(argument) || argument.length !== 2 || !argument.every((part) => typeof part === 'string')) return null;
  return `!GetAtt ${scalar(argument.join('.'), style, PLAIN)}`;
}

/** A value on one line; null for one that takes more. */
function inline(value: Json, style: Style): string | null {
  if (isList(value)) return value.length === 0 ? '[]' : null;
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : short(value, style);
  return scalar(value, style, PLAIN);
}

/** A value in block style, a line each, beginning at column 0. */
export function blockLines(value: Json, style: Style): readonly string[] {
  const line = inline(value, style);
  if (line !== null) return [line];
  if (isList(value)) return value.flatMap((item) => itemLines(item, style));
  return Object.entries(value as JsonObject).flatMap(([key, held]) => entryLines(key, held, style));
}

/** An item of a list, its dash at column 0. */
export const itemLines = (item: Json, style: Style): readonly string[] =>
  blockLines(item, style).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);

/** A key and its value, the key at column 0. */
export function entryLines(key: string, value: Json, style: Style): readonly string[] {
  const name = scalar(key, style, PLAIN);
  const line = inline(value, style);
  if (line !== null) return [`${name}: ${line}`];
  const indent = ' '.repeat(isList(value) ? style.dash : style.step);
  return [`${name}:`, ...blockLines(value, style).map((one) => indent + one)];
}

/** A value in flow style, on one line. */
export function flowText(value: Json, style: Style): string {
  if (isList(value)) return `[${value.map((item) => flowText(item, style)).join(', ')}]`;
  const brief = short(value, style);
  if (brief !== null) return brief;
  if (!isObject(value)) return scalar(value, style, PLAIN_IN_FLOW);
  const pairs = Object.entries(value).map(
    ([key, held]) => `${scalar(key, style, PLAIN_IN_FLOW)}: ${flowText(held, style)}`,
  );
  return `{${pairs.join(', ')}}`;
}

/** A value as JSON on one line, spaced as people space it. */
export function jsonText(value: Json, style: Style): string {
  if (style.compact) return JSON.stringify(value);
  if (isList(value)) return `[${value.map((item) => jsonText(item, style)).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, held]) => `${JSON.stringify(key)}: ${jsonText(held, style)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** A value as JSON on several lines; `unit` is one step of indentation. */
export const jsonLines = (value: Json, unit: string): readonly string[] =>
  JSON.stringify(value, null, unit).split('\n');
