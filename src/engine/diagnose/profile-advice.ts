import { known } from '../../core/judge.ts';
import { replacements } from '../../probes/bedrock/replacements.ts';
import { principal } from '../../probes/run/principal.ts';
import type { Diagnosis } from './diagnosis.ts';

/** More ARNs tell nothing more; the report's check has them all. */
const MOST_NAMED = 3;

/**
 * For each refused model for which the Region has another id, that id, and what the principal lacks to call it: 'In
 * eu-central-1 use eu.anthropic…'. The ids are those that AWS lists for the Region and account, none is guessed. Pure.
 */
export const adviseProfiles = (cells: readonly Diagnosis[]): readonly string[] =>
  cells.flatMap(({ target, facts, judged, ranking }): readonly string[] => {
    const [best] = known(replacements, facts) ?? [];
    if (judged.verdict === 'healthy' || ranking.root === null || !target.model || best === undefined) return [];
    const who = known(principal, facts);
    const lacks = best.notAllowed ?? [];
    const missing =
      who === null || lacks.length === 0
        ? ''
        : `; ${who.kind} ${who.name} lacks bedrock:InvokeModel on ${lacks.slice(0, MOST_NAMED).join(', ')}${lacks.length > MOST_NAMED ? ` and ${lacks.length - MOST_NAMED} more` : ''}`;
    return [`In ${target.region.value} use ${best.id} in place of ${target.model.value}${missing}.`];
  });
