import { contextOf } from './context.ts';
import type { PolicyDocument } from './document.ts';
import { type Asked, type LevelResult, missingOf, reasonOf, type Verdict } from './layer.ts';
import { evaluateLayers } from './levels.ts';

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
  /** SCPs level by level, from the organisation's root to the account; of each level one must allow. */
  readonly scpLevels?: readonly (readonly NamedPolicy[])[] | null;
  readonly rcps?: readonly NamedPolicy[] | null;
  readonly session?: readonly NamedPolicy[] | null;
  readonly endpoint?: NamedPolicy | null;
  /** The policy of the resource, and the account that owns it. */
  readonly resource?: { readonly policy: NamedPolicy; readonly account: string } | null;
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
   * Keys that the real call carries and that are not known here, one with a `*` at its end for all that begin so; 'all':
   * every key not in `context`. Absent: what is not in `context` is not in the call.
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

/** The order in which AWS names the layer that denies explicitly. */
const DENIES: readonly Layer[] = ['identity', 'resource', 'scp', 'rcp', 'boundary', 'session', 'vpc-endpoint'];
/** The order in which the layers must allow, as AWS's flow chart has it; the first that does not is named. */
const MUST_ALLOW: readonly Layer[] = ['rcp', 'scp', 'identity', 'resource', 'boundary', 'session', 'vpc-endpoint'];

/**
 * Decides one call as AWS does: an explicit Deny anywhere wins, then every layer that is present must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(request: AccessRequest, policies: PolicySet): Decision {
  const asked: Asked = { request, action: request.action.toLowerCase(), context: contextOf(request) };
  const layers = evaluateLayers(policies, asked);
  const answer = (
    decision: Decision['decision'],
    layer: Layer | null,
    verdicts: readonly Verdict[],
    missingContext: readonly string[] = NONE,
  ): Decision => ({ decision, layer, reasons: verdicts.map((verdict) => reasonOf(verdict, asked)), missingContext });
  for (const layer of DENIES) {
    const levels = layers.find((one) => one.layer === layer)?.levels;
    if (levels?.some(({ denies }) => denies === true))
      return answer('explicitDeny', layer, verdictsOf(levels, isDenying));
  }
  // A layer that surely does not allow denies the call, whatever a Deny that is not known would say.
  for (const layer of MUST_ALLOW) {
    const refusing = layers.find((one) => one.layer === layer)?.levels.filter(({ allows }) => allows === false);
    if (!refusing || refusing.length === 0) continue;
    return answer(
      'implicitDeny',
      layer,
      refusing.flatMap(({ verdicts }) => verdicts.filter(allowsSomething)),
    );
  }
  const levels = layers.flatMap((one) => one.levels);
  if (levels.some(({ allows, denies }) => allows === null || denies === null)) {
    const open = verdictsOf(levels, isOpen);
    return answer('unknown', null, open, [...new Set(open.flatMap((verdict) => missingOf(verdict, asked)))]);
  }
  return answer('allowed', null, verdictsOf(levels, isAllowing));
}

const NONE: readonly string[] = [];

const allowsSomething = ({ statement }: Verdict): boolean => statement.source.effect === 'Allow';
const isAllowing = (verdict: Verdict): boolean => verdict.applies === true && allowsSomething(verdict);
const isDenying = (verdict: Verdict): boolean => verdict.applies === true && !allowsSomething(verdict);
/** Not known, and could change the outcome: a Deny, or an Allow where none is sure. */
const isOpen = (verdict: Verdict, { allows }: LevelResult): boolean =>
  verdict.applies === null && (allows === null || !allowsSomething(verdict));

/** The verdicts of some levels that pass. A loop, as every decision comes through here. */
function verdictsOf(
  levels: readonly LevelResult[],
  passes: (verdict: Verdict, level: LevelResult) => boolean,
): readonly Verdict[] {
  const found: Verdict[] = [];
  for (const level of levels) for (const verdict of level.verdicts) if (passes(verdict, level)) found.push(verdict);
  return found;
}
