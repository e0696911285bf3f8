import { compileResource } from './arn.ts';
import { type CompiledCondition, compileCondition } from './condition.ts';
import type { Context } from './context.ts';
import type { PolicyDocument, Statement } from './document.ts';
import { compileGlob, type Matcher, wild } from './glob.ts';
import { fixed, keysOf, literalTemplate, parseResourceTemplate, resolve } from './template.ts';
import { anyOf, not, type Tri } from './tri.ts';

/** A statement made ready to be asked many times. */
export interface CompiledStatement {
  readonly source: Statement;
  /** Takes the action in lower case. */
  readonly onAction: Matcher;
  readonly onResource: (resource: string, context: Context) => Tri;
  /** The context keys that stand as variables in its resources. */
  readonly resourceKeys: readonly string[];
  readonly conditions: readonly CompiledCondition[];
}

const compiled = new WeakMap<PolicyDocument, readonly CompiledStatement[]>();

/** The first Version with policy variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const WITH_VARIABLES = '2012-10-17';

/** The statements of a document, compiled once for as long as the document is in use. */
export function compileStatements(document: PolicyDocument): readonly CompiledStatement[] {
  const known = compiled.get(document);
  if (known) return known;
  const variables = document.version === WITH_VARIABLES;
  const statements = document.statements.map((statement) => compileStatement(statement, variables));
  compiled.set(document, statements);
  return statements;
}

function compileStatement(source: Statement, variables: boolean): CompiledStatement {
  return {
    source,
    onAction: compileAction(source),
    ...compileResources(source, variables),
    conditions: source.conditions.map((condition) => compileCondition(condition, variables)),
  };
}

/**
 * Actions compare without regard to case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html
 */
function compileAction({ actions, notActions }: Statement): Matcher {
  const matchers = (actions ?? notActions ?? []).map((action) => compileGlob(wild(action.toLowerCase())));
  const listed: Matcher = (action) => matchers.some((matches) => matches(action));
  return actions === null ? (action) => !listed(action) : listed;
}

/**
 * Resources compare case-sensitively; a statement without any, as in a role's trust policy, is about all. A variable
 * without a value matches nothing, and what NotResource then means is not documented.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
 */
function compileResources(
  { resources, notResources }: Statement,
  variables: boolean,
): Pick<CompiledStatement, 'onResource' | 'resourceKeys'> {
  const patterns = resources ?? notResources;
  if (patterns === null) return { onResource: () => true, resourceKeys: [] };
  const negated = resources === null;
  const templates = patterns.map((pattern) => (variables ? parseResourceTemplate(pattern) : literalTemplate(pattern)));
  const tests = templates.map((template): ((resource: string, context: Context) => Tri) => {
    const pieces = fixed(template);
    if (pieces) return compileResource(pieces);
    return (resource, context) => {
      const resolved = resolve(template, context);
      if (resolved === undefined) return negated ? null : false;
      return resolved === null ? null : compileResource(resolved)(resource);
    };
  });
  return {
    resourceKeys: templates.flatMap(keysOf),
    onResource: (resource, context) => {
      const any = anyOf(tests.map((test) => test(resource, context)));
      return negated ? not(any) : any;
    },
  };
}
