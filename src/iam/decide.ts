import type { AccessRequest, Decision, Layer, PolicySet } from './access.ts';
import { contextOf } from './context.ts';
import { type Asked, type LevelResult, missingOf, reasonOf, type Verdict } from './layer.ts';
import { evaluateLayers } from './levels.ts';

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
