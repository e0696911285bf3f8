import { compileResource } from './arn.ts';
import { type CompiledCondition, compileCondition } from './condition.ts';
import type { Context } from './context.ts';
import type { PolicyDocument, Statement } from './document.ts';
import { compileGlob, type Matcher, wild } from './glob.ts';
import { compileResolved, fixed, fixedStart, keysOf, literalTemplate, parseResourceTemplate } from './template.ts';
import { either, not, type Tri } from './tri.ts';

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

/** A statement and its place in the policy, counted from 0. */
interface Placed {
  readonly index: number;
  readonly statement: CompiledStatement;
}

const byAction = new WeakMap<PolicyDocument, Map<string, readonly Placed[]>>();
/** More actions than any run asks about; a map that only grows would be a leak in a long-lived sandbox. */
const MOST_ACTIONS = 1_000;

/** The statements of a document about an action in lower case, found once for each action. */
export function statementsAbout(document: PolicyDocument, action: string): readonly Placed[] {
  let actions = byAction.get(document);
  if (!actions) {
    actions = new Map();
    byAction.set(document, actions);
  }
  const known = actions.get(action);
  if (known) return known;
  const found = compileStatements(document).flatMap((statement, index) =>
    statement.onAction(action) ? [{ index, statement }] : [],
  );
  if (actions.size >= MOST_ACTIONS) actions.clear();
  actions.set(action, found);
  return found;
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
    const begins = fixedStart(template);
    const matcherFor = compileResolved(template, compileResource);
    return (resource, context) => {
      // Whatever the variables stand for, another beginning never matches.
      if (!resource.startsWith(begins)) return false;
      const matches = matcherFor(context);
      return matches ? matches(resource) : matches === undefined && !negated ? false : null;
    };
  });
  return {
    resourceKeys: templates.flatMap(keysOf),
    onResource: (resource, context) => {
      let any: Tri = false;
      for (const test of tests) {
        any = either(any, test(resource, context));
        if (any === true) break;
      }
      return negated ? not(any) : any;
    },
  };
}
