import type { AccessRequest, Layer, NamedPolicy, Reason } from './access.ts';
import type { Context } from './context.ts';
import type { Statement } from './document.ts';
import { namesPrincipal, notNamesPrincipal } from './principal.ts';
import { type CompiledStatement, statementsAbout } from './statement.ts';
import { either, type Tri } from './tri.ts';

/** What one statement says of a request. */
export interface Verdict {
  readonly layer: Layer;
  readonly policy: string;
  readonly index: number;
  readonly statement: CompiledStatement;
  readonly applies: Tri;
  readonly onResource: Tri;
}

/** What the policies of one level say together: any one of them may allow. */
export interface LevelResult {
  readonly allows: Tri;
  readonly denies: Tri;
  /** The statements about this action and resource; of those that deny only the ones whose conditions may hold. */
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
    for (const { index, statement } of statementsAbout(document, asked.action)) {
      const onResource = statement.onResource(asked.request.resource, asked.context);
      if (onResource === false) continue;
      const applies = appliesTo(layer, statement, onResource, asked);
      if (applies === 'never') continue;
      if (statement.source.effect === 'Allow') allows = either(allows, applies);
      else if (applies === false) continue;
      else denies = either(denies, applies);
      verdicts.push({ layer, policy: name, index, statement, onResource, applies });
    }
  }
  return { allows, denies, verdicts };
}

/** Whether a statement that may be about the resource applies; 'never' when it is about another principal. */
function appliesTo(
  layer: Layer,
  { conditions, source }: CompiledStatement,
  onResource: Tri,
  { request, context }: Asked,
): Tri | 'never' {
  const principal = WITH_PRINCIPAL.has(layer) ? onPrincipal(source, request.principal) : true;
  if (principal === false) return 'never';
  let applies: Tri = onResource && principal;
  for (const { holds } of conditions) {
    const holding = holds(context);
    if (holding === false) return false;
    if (holding === null) applies = null;
  }
  return applies;
}

function onPrincipal(source: Statement, principal: string): Tri {
  if (source.principals !== null) return namesPrincipal(source.principals, principal);
  return source.notPrincipals === null ? true : notNamesPrincipal(source.notPrincipals, principal);
}

/** A verdict as reports show it. Of several conditions the one that fails says more than the one that is not known. */
export function reasonOf({ layer, policy, index, statement, applies }: Verdict, { context }: Asked): Reason {
  const { source, conditions } = statement;
  const shown = (applies === true ? conditions[0] : conditions.find(({ holds }) => holds(context) === applies))?.source;
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
export function missingOf({ statement, onResource }: Verdict, { context }: Asked): readonly string[] {
  const read = [
    ...(onResource === null ? statement.resourceKeys : []),
    ...statement.conditions.flatMap(({ holds, keys }) => (holds(context) === null ? keys : [])),
  ];
  return read.filter((key) => context.get(key.toLowerCase()) === null);
}
