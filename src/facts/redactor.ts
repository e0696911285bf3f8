import type { Json } from '../core/json.ts';
import type { NameKind, Pseudonyms } from './pseudonyms.ts';

/** What a rule may use. */
export interface Redactor {
  readonly names: Pseudonyms;
  /** A sentence: secrets, ARNs, addresses and known names replaced, the rest as it is. */
  readonly text: (text: string) => string;
}

/** How one value of a fact is redacted. Pure but for the numbering of names. */
export type Rule = (value: Json, redactor: Redactor) => Json;

type JsonObject = { readonly [key: string]: Json };
export const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Whatever no rule names: every text in it, at any depth, and every key. */
export const anything: Rule = (value, redactor) => {
  if (typeof value === 'string') return redactor.text(value);
  if (isList(value)) return value.map((item) => anything(item, redactor));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redactor.text(key), anything(item, redactor)]));
};

/** An object: each field by its own rule, the others by `anything`. */
export const fields =
  (rules: { readonly [field: string]: Rule }): Rule =>
  (value, redactor) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, (rules[key] ?? anything)(item, redactor)]))
      : anything(value, redactor);

/** A list: each item by one rule. */
export const each =
  (rule: Rule): Rule =>
  (value, redactor) =>
    isList(value) ? value.map((item) => rule(item, redactor)) : anything(value, redactor);

/** A name; an ARN or address in its place is redacted as one. */
export const named =
  (kind: NameKind): Rule =>
  (value, redactor) => {
    if (typeof value !== 'string') return anything(value, redactor);
    return /^arn:|:\/\//.test(value) ? redactor.text(value) : redactor.names.of(kind, value);
  };

/** A text by a function of its own. */
export const written =
  (redact: (text: string, redactor: Redactor) => string): Rule =>
  (value, redactor) =>
    typeof value === 'string' ? redact(value, redactor) : anything(value, redactor);
