import { contextOf } from './context.ts';
import type { PolicyDocument } from './document.ts';
import { type Asked, evaluateLevel, type LevelResult, missingOf, reasonOf, type Verdict } from './layer.ts';

/** A policy and what reports call it: its name or ARN. */
export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** The kinds of policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#access_policy-types */
export type Layer = 'identity' | 'boundary' | 'scp' | 'rcp' | 'session' | 'vpc-endpoint' | 'resource';

/**
 * The policies of every layer; null, absent or empty where a layer does not apply. Of the identity and of the session
 * policies one must allow; of the SCPs and RCPs every one, as the list stands for one policy a level. An SCP or RCP that
 * only has Deny statements need not allow: it stands beside another, FullAWSAccess as a rule, at the same level.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
 */
export interface PolicySet {
  readonly identity: readonly NamedPolicy[];
  readonly boundary?: NamedPolicy | null;
  readonly scps?: readonly NamedPolicy[] | null;
  readonly rcps?: readonly NamedPolicy[] | null;
  readonly session?: readonly NamedPolicy[] | null;
  readonly endpoint?: NamedPolicy | null;
}

/** One call of a principal. */
export interface AccessRequest {
  /** As in a policy: `bedrock:InvokeModel`. */
  readonly action: string;
  /** An ARN, or `*` where the action has no resource types. */
  readonly resource: string;
  /** ARN of a user, a role or a role's session. */
  readonly principal: string;
  /** Values by context key; keys compare without regard to case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
  /**
   * Keys that the real call carries and that are not known here; 'all': every key not in `context`. Absent: what is not
   * in `context` is not in the call.
   */
  readonly unknownKeys?: readonly string[] | 'all';
}

/** A statement that decided, or nearly did. */
export interface Reason {
  readonly layer: Layer;
  readonly policy: string;
  /** Counted from 0. */
  readonly statement: number;
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  /**
   * Where the statement applies: its first condition. Where it does not: the condition that failed or is not known.
   * Null when there is none. `found` is null when the call has no such key, or it is not known.
   */
  readonly condition: {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    readonly found: readonly string[] | null;
  } | null;
}

/** What AWS would answer, and why. */
export interface Decision {
  /** 'unknown': a context key, an operator or a value that cannot be known here could change the outcome. */
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny' | 'unknown';
  /** The layer that decided against; null when allowed or unknown. */
  readonly layer: Layer | null;
  /** The statements that decided; for an implicit deny the Allow statements whose conditions failed. */
  readonly reasons: readonly Reason[];
  /** The context keys that would settle an unknown decision, as the policies spell them. */
  readonly missingContext: readonly string[];
}

interface LayerResult {
  readonly layer: Layer;
  /** Every level must allow. */
  readonly levels: readonly LevelResult[];
}

/** The order in which AWS names the layer that denies explicitly. */
const DENIES: readonly Layer[] = ['identity', 'scp', 'rcp', 'boundary', 'session', 'vpc-endpoint'];
/** The order in which the layers must allow, as AWS's flow chart has it; the first that does not is named. */
const MUST_ALLOW: readonly Layer[] = ['rcp', 'scp', 'identity', 'boundary', 'session', 'vpc-endpoint'];

/**
 * Decides one call as AWS does: an explicit Deny anywhere wins, then every layer that is present must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const asked: Asked = { request, action: request.action.toLowerCase(), context: contextOf(request) };
  const results = layersOf(policies).map(
    ([layer, levels]): LayerResult => ({
      layer,
      levels: levels.map((level) => {
        const result = evaluateLevel(layer, level, asked);
        return (layer === 'scp' || layer === 'rcp') && level.every(onlyDenies) ? { ...result, allows: true } : result;
      }),
    }),
  );
  const levelsOf = (layer: Layer): readonly LevelResult[] => results.find((one) => one.layer === layer)?.levels ?? [];
  const answer = (
    decision: Decision['decision'],
    layer: Layer | null,
    verdicts: readonly Verdict[],
    missingContext: readonly string[] = [],
  ): Decision => ({ decision, layer, reasons: verdicts.map((verdict) => reasonOf(verdict, asked)), missingContext });
  for (const layer of DENIES) {
    const denying = levelsOf(layer).filter(({ denies }) => denies === true);
    if (denying.length > 0) return answer('explicitDeny', layer, applying(denying, 'Deny'));
  }
  // A layer that surely does not allow denies the call, whatever a Deny that is not known would say.
  for (const layer of MUST_ALLOW) {
    const refusing = levelsOf(layer).filter(({ allows }) => allows === false);
    if (refusing.length > 0) {
      return answer(
        'implicitDeny',
        layer,
        refusing.flatMap(({ verdicts }) => verdicts.filter(allowsSomething)),
      );
    }
  }
  const levels = results.flatMap((result) => result.levels);
  const open = levels.flatMap(undecided);
  if (open.length > 0) {
    return answer('unknown', null, open, [...new Set(open.flatMap((verdict) => missingOf(verdict, asked)))]);
  }
  return answer('allowed', null, applying(levels, 'Allow'));
}

const onlyDenies = ({ document }: NamedPolicy): boolean => document.statements.every(({ effect }) => effect === 'Deny');

/** The layers that are present, each with its levels. */
function layersOf({
  identity,
  boundary,
  scps,
  rcps,
  session,
  endpoint,
}: PolicySet): readonly (readonly [Layer, readonly (readonly NamedPolicy[])[]])[] {
  const layers: (readonly [Layer, readonly (readonly NamedPolicy[])[]])[] = [['identity', [identity]]];
  if (scps && scps.length > 0) layers.push(['scp', scps.map((policy) => [policy])]);
  if (rcps && rcps.length > 0) layers.push(['rcp', rcps.map((policy) => [policy])]);
  if (boundary) layers.push(['boundary', [[boundary]]]);
  if (session && session.length > 0) layers.push(['session', [session]]);
  if (endpoint) layers.push(['vpc-endpoint', [[endpoint]]]);
  return layers;
}

/** The statements of a level that are not known and could change the outcome: a Deny, or an Allow where none is sure. */
const undecided = ({ allows, verdicts }: LevelResult): readonly Verdict[] =>
  verdicts.filter((verdict) => verdict.applies === null && (allows === null || !allowsSomething(verdict)));

const allowsSomething = ({ statement }: Verdict): boolean => statement.source.effect === 'Allow';

const applying = (levels: readonly LevelResult[], effect: 'Allow' | 'Deny'): readonly Verdict[] =>
  levels.flatMap(({ verdicts }) =>
    verdicts.filter(({ applies, statement }) => applies === true && statement.source.effect === effect),
  );
