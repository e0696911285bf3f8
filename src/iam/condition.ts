import { type Context, substitute } from './context.ts';
import type { Condition } from './document.ts';
import { NEGATED, OPERATORS } from './operators.ts';
import { allOf, anyOf, not, type Tri } from './tri.ts';

/**
 * Whether one condition holds. A missing key fails a positive operator and satisfies a negated one, `IfExists` and
 * `ForAllValues`; what cannot be known gives null.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds({ operator, key, values }: Condition, context: Context, variables: boolean): Tri {
  const [, set, rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.+)$/i.exec(operator) ?? [];
  const ifExists = /IfExists$/i.test(rest);
  const name = nameOf(rest.replace(/IfExists$/i, ''));
  const found = context.get(key);
  if (name === 'Null') {
    if (found === null) return null;
    return anyOf(
      values.map((value) => (value.toLowerCase() === 'true') === (found === undefined || found.length === 0)),
    );
  }
  const base = NEGATED[name] ?? name;
  const compare = OPERATORS[base];
  if (!compare) return null;
  const negated = base !== name;
  if (found === null) return null;
  const forAll = set?.toLowerCase() === 'forallvalues';
  if (found === undefined || found.length === 0) return ifExists || forAll || (negated && set === undefined);
  const one = (value: string): Tri =>
    anyOf(
      values.map((wanted) => {
        const text = variables ? substitute(wanted, context) : wanted;
        return text === undefined ? false : text === null ? null : compare(text, value);
      }),
    );
  const each = found.map((value) => (negated ? not(one(value)) : one(value)));
  if (forAll) return allOf(each);
  if (set !== undefined) return anyOf(each);
  // Without a set operator a negated comparison must hold for every value, a positive one for any.
  return negated ? allOf(each) : anyOf(each);
}

const NAMES = new Map(
  [...Object.keys(OPERATORS), ...Object.keys(NEGATED), 'Null'].map((name) => [name.toLowerCase(), name]),
);
const nameOf = (operator: string): string => NAMES.get(operator.toLowerCase()) ?? operator;
