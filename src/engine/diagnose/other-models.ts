import { known } from '../../core/judge.ts';
import type { Sourced } from '../../core/target.ts';
import type { Observation } from '../../evidence/observation.ts';
import { concerns } from '../../evidence/whose.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { principal } from '../../probes/run/principal.ts';
import { cutAtWord } from '../../reporters/wrap.ts';
import type { Diagnosis } from './diagnosis.ts';

/** More lines tell nothing more. */
const MOST = 3;
const MOST_QUOTED = 300;

const where = ({ source, evidence: shown, at }: Observation): string => {
  const when = `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  if (source === 'event') return `CloudTrail, ${when}`;
  return shown.kind === 'log' ? `${shown.group}, ${when}` : when;
};

/**
 * What was said of models that `--model` leaves out: it decides nothing, and is not kept quiet (contract, section 3, rule
 * 12). One sentence for the newest refusal of each. Pure.
 */
export function otherModelNotes(cells: readonly Diagnosis[], given: readonly Sourced<string>[]): readonly string[] {
  const [first] = cells;
  const seen = first === undefined ? null : known(evidence, first.facts);
  if (first === undefined || seen === null) return [];
  const who = known(principal, first.facts)?.name ?? 'the application';
  const newest = new Map<string, Observation>();
  for (const one of seen.observations) {
    if (one.model === null || given.some(({ value }) => concerns(one.model ?? '', value))) continue;
    const servedSince = seen.successes.some(
      ({ model, at }) => model !== null && at > one.at && concerns(model, one.model ?? ''),
    );
    if (!servedSince) newest.set(one.model, one);
  }
  return [...newest]
    .slice(-MOST)
    .map(
      ([model, one]) =>
        `Not examined, since --model names others: ${who} was also refused ${model} (${where(one)}): ${cutAtWord(one.quote, MOST_QUOTED)}`,
    );
}
