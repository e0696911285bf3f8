import type { Context } from './context.ts';
import type { Condition } from './document.ts';
import { NEGATED, OPERATORS, type Operator } from './operators.ts';
import { compileResolved, keysOf, literalTemplate, parseTemplate } from './template.ts';
import { anyOf, not, type Tri } from './tri.ts';
import { parseBoolean } from './values.ts';

/** A condition made ready to be asked many times. */
export interface CompiledCondition {
  readonly source: Condition;
  /** The context keys it reads: its own and those of its variables. */
  readonly keys: readonly string[];
  readonly holds: (context: Context) => Tri;
}

/** What one wanted value says of a found one. */
type Test = (found: string, context: Context) => Tri;

const OPERATOR = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/i;

/**
 * Prepares a condition. A missing key fails a positive operator and satisfies a negated one, `IfExists` and
 * `ForAllValues`; `ForAnyValue` is never satisfied by it. What cannot be known, and an operator that is not known, give
 * null. `variables` says whether the policy's Version has policy variables.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function compileCondition(source: Condition, variables: boolean): CompiledCondition {
  const [, set = '', written = '', ifExists] = OPERATOR.exec(source.operator) ?? [];
  const name = written.toLowerCase();
  const key = source.key.toLowerCase();
  const base = NEGATED.get(name) ?? name;
  const negated = base !== name;
  const operator = OPERATORS.get(base);
  if (name === 'null' && set === '' && ifExists === undefined) {
    return { source, keys: [source.key], holds: (context) => isMissing(source.values, context.get(key)) };
  }
  if (!operator) return { source, keys: [source.key], holds: () => null };
  const templates = source.values.map((value) =>
    variables && operator.variables ? parseTemplate(value) : literalTemplate(value),
  );
  const tests = templates.map((template) => compileTest(template, operator, negated));
  const quantifier = set.toLowerCase();
  const whenMissing = ifExists !== undefined || quantifier === 'forallvalues' || (negated && quantifier === '');
  return {
    source,
    keys: [source.key, ...templates.flatMap(keysOf)],
    holds: (context) => {
      const found = context.get(key);
      if (found === null) return null;
      if (found === undefined || found.length === 0) return whenMissing;
      if (quantifier === 'forallvalues' && found.every(isEmpty)) return true;
      // Without a set operator no found value may match what a negated operator lists.
      const every = quantifier === 'forallvalues' || (quantifier === '' && negated);
      let unknown = false;
      for (const value of found) {
        const any = anyTest(tests, value, context);
        const matches = negated ? not(any) : any;
        if (matches === !every) return matches;
        if (matches === null) unknown = true;
      }
      return unknown ? null : every;
    },
  };
}

/** Whether one of the wanted values fits the found one. */
function anyTest(tests: readonly Test[], value: string, context: Context): Tri {
  let unknown = false;
  for (const test of tests) {
    const fits = test(value, context);
    if (fits === true) return true;
    if (fits === null) unknown = true;
  }
  return unknown ? null : false;
}

/** "A null data set, such as an empty string", which satisfies ForAllValues as a missing key does. */
const isEmpty = (value: string): boolean => value === '';

/** The Null operator: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function isMissing(values: readonly string[], found: readonly string[] | undefined | null): Tri {
  if (found === null) return null;
  const missing = found === undefined || found.length === 0;
  return anyOf(
    values.map((value) => {
      const wanted = parseBoolean(value);
      return wanted === null ? null : wanted === missing;
    }),
  );
}

/**
 * A variable without a value matches nothing. Whether a negated operator then holds is not documented ("might cause the
 * entire statement to be invalid"), so it is unknown.
 */
function compileTest(template: ReturnType<typeof parseTemplate>, operator: Operator, negated: boolean): Test {
  const testFor = compileResolved(template, operator.compile);
  return (found, context) => {
    const test = testFor(context);
    return test ? test(found) : test === undefined && !negated ? false : null;
  };
}
