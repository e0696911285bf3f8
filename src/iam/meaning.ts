import { canonical, type Json } from '../core/json.ts';

/** Elements of a statement that hold one text or a set of them, in any order. */
const SETS: ReadonlySet<string> = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);
/** Elements whose values, one level or two below, are such sets: `{AWS: […]}`, `{StringEquals: {key: […]}}`. */
const NESTED: ReadonlySet<string> = new Set(['Principal', 'NotPrincipal', 'Condition']);

type Fields = { readonly [key: string]: Json };
const isFields = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const asSet = (value: Json): Json =>
  [...new Set((Array.isArray(value) ? (value as readonly Json[]) : [value]).map(canonical))].sort();

const nested = (value: Json): Json =>
  isFields(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, inner]) => [key, isFields(inner) ? nested(inner) : asSet(inner)]),
      )
    : asSet(value);

/** A statement with everything that may be written in two ways written in one. */
const plainStatement = (statement: Json): Json =>
  isFields(statement)
    ? Object.fromEntries(
        Object.entries(statement).map(([key, value]) => [
          key,
          SETS.has(key) ? asSet(value) : NESTED.has(key) ? nested(value) : value,
        ]),
      )
    : statement;

/**
 * What a policy document means, as a text that is equal for documents that say the same: the order of keys, white space,
 * and `"x"` for `["x"]` do not count. A text that is no JSON means itself. Pure.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function meaningOf(text: string): string {
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch {
    return text;
  }
  if (!isFields(document)) return canonical(document);
  const { Statement, ...rest } = document;
  const statements =
    Statement === undefined ? [] : Array.isArray(Statement) ? (Statement as readonly Json[]) : [Statement];
  return canonical({ ...rest, Statement: statements.map(plainStatement) });
}

/** Whether two statements mean the same. Pure. */
export const sameStatement = (a: Json, b: Json): boolean =>
  canonical(plainStatement(a)) === canonical(plainStatement(b));

/** Whether two documents, or the absence of one, mean the same. Pure. */
export const samePolicy = (a: string | null, b: string | null): boolean =>
  a === null || b === null ? a === b : meaningOf(a) === meaningOf(b);
