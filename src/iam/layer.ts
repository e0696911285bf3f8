import type { Context } from './context.ts';
import type { AccessRequest, Layer, NamedPolicy, Reason } from './decide.ts';
import { namesPrincipal, notNamesPrincipal } from './principal.ts';
import { type CompiledStatement, compileStatements } from './statement.ts';
import { allOf, anyOf, type Tri } from './tri.ts';

/** What one statement says of a request. */
export interface Verdict {
  readonly layer: Layer;
  readonly policy: string;
  readonly index: number;
  readonly statement: CompiledStatement;
  readonly applies: Tri;
  readonly onResource: Tri;
  /** What each condition says; the first that fails is the last. */
  readonly held: readonly Tri[];
}

/** What the policies of one level say together: any one of them may allow. */
export interface LevelResult {
  readonly allows: Tri;
  readonly denies: Tri;
  /** The statements about this action and resource, whether or not their conditions hold. */
  readonly verdicts: readonly Verdict[];
}

/** A request with its context and its action in lower case. */
export interface Asked {
  readonly request: AccessRequest;
  readonly action: string;
  readonly context: Context;
}

/** In these layers a statement names the principals it is about; elsewhere it is about whom it is attached to. */
const WITH_PRINCIPAL: ReadonlySet<Layer> = new Set<Layer>(['rcp', 'vpc-endpoint', 'resource']);

/** Evaluates the policies of one level of a layer. */
export function evaluateLevel(layer: Layer, policies: readonly NamedPolicy[], asked: Asked): LevelResult {
  const verdicts: Verdict[] = [];
  let allows: Tri = false;
  let denies: Tri = false;
  for (const { name, document } of policies) {
    for (const [index, statement] of compileStatements(document).entries()) {
      const verdict = evaluateStatement(layer, name, index, statement, asked);
      if (!verdict) continue;
      verdicts.push(verdict);
      if (statement.source.effect === 'Deny') denies = anyOf([denies, verdict.applies]);
      else allows = anyOf([allows, verdict.applies]);
    }
  }
  return { allows, denies, verdicts };
}

/** The verdict of a statement; null when it is about another action, resource or principal. */
function evaluateStatement(
  layer: Layer,
  policy: string,
  index: number,
  statement: CompiledStatement,
  { request, action, context }: Asked,
): Verdict | null {
  if (!statement.onAction(action)) return null;
  const onResource = statement.onResource(request.resource, context);
  if (onResource === false) return null;
  const principal = WITH_PRINCIPAL.has(layer) ? onPrincipal(statement, request.principal) : true;
  if (principal === false) return null;
  const held: Tri[] = [];
  for (const { holds } of statement.conditions) {
    const holding = holds(context);
    held.push(holding);
    if (holding === false) break;
  }
  return { layer, policy, index, statement, onResource, held, applies: allOf([onResource, principal, ...held]) };
}

function onPrincipal({ source }: CompiledStatement, principal: string): Tri {
  if (source.principals !== null) return namesPrincipal(source.principals, principal);
  return source.notPrincipals === null ? true : notNamesPrincipal(source.notPrincipals, principal);
}

/** A verdict as reports show it. Of several conditions the one that fails says more than the one that is not known. */
export function reasonOf({ layer, policy, index, statement, applies, held }: Verdict, { context }: Asked): Reason {
  const { source, conditions } = statement;
  const shown = conditions[applies === true ? 0 : held.indexOf(applies)]?.source;
  return {
    layer,
    policy,
    statement: index,
    sid: source.sid,
    effect: source.effect,
    condition: shown
      ? {
          operator: shown.operator,
          key: shown.key,
          wanted: shown.values,
          found: context.get(shown.key.toLowerCase()) ?? null,
        }
      : null,
  };
}

/** The context keys that would have to be known for a verdict that is not known. */
export function missingOf({ statement, onResource, held }: Verdict, { context }: Asked): readonly string[] {
  const keys = [
    ...(onResource === null ? statement.resourceKeys : []),
    ...statement.conditions.flatMap((condition, at) => (held[at] === null ? condition.keys : [])),
  ];
  return keys.filter((key) => context.get(key.toLowerCase()) === null);
}
