import { holds } from './condition.ts';
import { type Context, contextOf, substitute } from './context.ts';
import type { PolicyDocument, Statement } from './document.ts';
import { matches } from './pattern.ts';
import { allOf, anyOf, not, type Tri } from './tri.ts';

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}
export type Layer = 'identity' | 'boundary' | 'scp' | 'rcp' | 'session' | 'vpc-endpoint';

/** The policies of every layer; null or absent where the layer does not apply. Every SCP and RCP must allow. */
export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy | null;
  readonly scps?: readonly NamedPolicy[] | null;
  readonly rcps?: readonly NamedPolicy[] | null;
  readonly session?: readonly NamedPolicy[] | null;
  readonly endpoint?: NamedPolicy | null;
}
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly principal: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /** Keys that the real call carries and that are not known here. */
  readonly unknownKeys?: readonly string[] | 'all';
}

/** A statement that decided, or nearly did, with the condition that failed. */
export interface Reason {
  readonly layer: Layer;
  readonly policy: string;
  readonly statement: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly condition: {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    readonly found: readonly string[] | null;
  } | null;
}
export interface Decision {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';
  /** The layer that decided against; null when allowed or unknown. */
  readonly layer: Layer | null;
  readonly reasons: readonly Reason[];
  readonly missingContext: readonly string[];
}

interface LayerResult {
  readonly layer: Layer;
  readonly allows: Tri;
  readonly denies: Tri;
  readonly allowing: readonly Reason[];
  readonly denying: readonly Reason[];
  readonly nearly: readonly Reason[];
}

/** The order in which AWS names the layer that denies explicitly, and in which the others must allow. */
const ORDER: readonly Layer[] = ['identity', 'scp', 'rcp', 'boundary', 'session', 'vpc-endpoint'];
const MUST_ALLOW: readonly Layer[] = ['rcp', 'scp', 'identity', 'boundary', 'session', 'vpc-endpoint'];

/** AWS's evaluation logic: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const context = contextOf(request.context, request.principal, request.unknownKeys);
  const missing = new Set<string>();
  const groups: readonly (readonly [Layer, readonly (readonly NamedPolicy[])[]])[] = [
    ['identity', [policies.identity]],
    ['scp', (policies.scps ?? []).map((policy) => [policy])],
    ['rcp', (policies.rcps ?? []).map((policy) => [policy])],
    ['boundary', policies.boundary ? [[policies.boundary]] : []],
    ['session', policies.session ? [policies.session] : []],
    ['vpc-endpoint', policies.endpoint ? [[policies.endpoint]] : []],
  ];
  const results = groups
    .filter(([, levels]) => levels.length > 0)
    .map(([layer, levels]) => evaluateLayer(layer, levels, request, context, missing));
  const inOrder = (order: readonly Layer[]): readonly LayerResult[] =>
    order.flatMap((layer) => results.filter((result) => result.layer === layer));
  for (const { layer, denies, denying } of inOrder(ORDER)) {
    if (denies === true) return { decision: 'explicitDeny', layer, reasons: denying, missingContext: [] };
  }
  // A layer that surely does not allow denies, whatever an undecided Deny elsewhere would say.
  for (const { layer, allows, nearly } of inOrder(MUST_ALLOW)) {
    if (allows === false) return { decision: 'implicitDeny', layer, reasons: nearly, missingContext: [] };
  }
  if (results.some(({ allows, denies }) => allows === null || denies === null)) {
    return {
      decision: 'unknown',
      layer: null,
      reasons: results.flatMap(({ nearly }) => nearly),
      missingContext: [...missing],
    };
  }
  return { decision: 'allowed', layer: null, reasons: results.flatMap(({ allowing }) => allowing), missingContext: [] };
}

function evaluateLayer(
  layer: Layer,
  levels: readonly (readonly NamedPolicy[])[],
  request: AccessRequest,
  context: Context,
  missing: Set<string>,
): LayerResult {
  const allowing: Reason[] = [];
  const denying: Reason[] = [];
  const nearly: Reason[] = [];
  let denies: Tri = false;
  const levelAllows = levels.map((level): Tri => {
    let allows: Tri = false;
    for (const { name, document } of level) {
      for (const [index, statement] of document.statements.entries()) {
        const { applies, failed } = evaluateStatement(statement, document.version, request, context, missing);
        const reason: Reason = {
          layer,
          policy: name,
          statement: index,
          sid: statement.sid,
          effect: statement.effect,
          condition: failed,
        };
        if (statement.effect === 'Deny') {
          denies = anyOf([denies, applies]);
          if (applies === true) denying.push(reason);
        } else {
          allows = anyOf([allows, applies]);
          if (applies === true) allowing.push(reason);
          else if (failed !== null) nearly.push(reason);
        }
      }
    }
    return allows;
  });
  return { layer, allows: allOf(levelAllows), denies, allowing, denying, nearly };
}

function evaluateStatement(
  statement: Statement,
  version: string,
  request: AccessRequest,
  context: Context,
  missing: Set<string>,
): { readonly applies: Tri; readonly failed: Reason['condition'] } {
  const variables = version === '2012-10-17';
  const action = statement.actions
    ? statement.actions.some((pattern) => matches(pattern, request.action, true))
    : !(statement.notActions ?? []).some((pattern) => matches(pattern, request.action, true));
  if (!action) return { applies: false, failed: null };
  const onResource = (patterns: readonly string[]): Tri =>
    anyOf(
      patterns.map((pattern) => {
        const text = variables ? substitute(pattern, context) : pattern;
        return text === undefined ? false : text === null ? null : matches(text, request.resource, false);
      }),
    );
  const resource: Tri = statement.resources
    ? onResource(statement.resources)
    : statement.notResources
      ? not(onResource(statement.notResources))
      : true;
  if (resource === false) return { applies: false, failed: null };
  let all: Tri = resource;
  let failed: Reason['condition'] = null;
  for (const condition of statement.conditions) {
    const held = holds(condition, context, variables);
    if (held === null) missing.add(condition.key);
    if (held === true) continue;
    failed ??= {
      operator: condition.operator,
      key: condition.key,
      wanted: condition.values,
      found: context.get(condition.key) ?? null,
    };
    all = allOf([all, held]);
  }
  return { applies: all, failed };
}
