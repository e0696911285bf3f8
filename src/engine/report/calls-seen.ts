import { CAUSES } from '../../causes/catalogue.ts';
import type { CauseId } from '../../core/cause.ts';
import { known } from '../../core/judge.ts';
import type { CallsSeen, SeenCall } from '../../core/report.ts';
import { recentEvents } from '../../probes/cloudtrail/recent.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { moment } from '../../probes/run/moment.ts';
import { principal } from '../../probes/run/principal.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';

/** A log and an event tell of one call within this time of each other. */
const SAME_CALL_MS = 15_000;

/** What a failed call came to: a denial, or, for what is neither of policies nor of the account, a failure. */
const outcomeOf = (cause: CauseId): SeenCall['outcome'] =>
  ['policy', 'account', 'model', 'credentials'].includes(CAUSES[cause].layer) && cause !== 'request-invalid'
    ? 'refused'
    : 'failed';

/** The calls of one cell's principal, as log, event history and answers tell of them. */
function callsOf({ facts }: Diagnosis): readonly SeenCall[] {
  const [who, seen, history] = [known(principal, facts), known(evidence, facts), known(recentEvents, facts)];
  if (who === null || seen === null) return [];
  const call = (at: number, model: string | null, outcome: SeenCall['outcome'], cause: CauseId | null): SeenCall => ({
    at: new Date(at).toISOString(),
    principal: who.arn,
    model,
    outcome,
    cause,
  });
  const served = (history?.events ?? []).filter(
    ({ errorCode, principalArn }) => errorCode === null && principalArn === who.arn,
  );
  return [
    ...seen.observations.map(({ at, model, cause }) => call(at, model, outcomeOf(cause), cause)),
    ...served.map(({ at, modelId }) => call(at, modelId, 'served', null)),
    ...seen.successes
      .filter(({ at, source }) => source !== 'event' && !served.some((event) => Math.abs(event.at - at) < SAME_CALL_MS))
      .map(({ at, model }) => call(at, model, 'served', null)),
  ];
}

/** Every call that was seen in the window of the run, oldest first, each once; null where none was. Pure. */
export function callsSeen(cells: readonly Diagnosis[]): CallsSeen | null {
  const all = new Map(cells.flatMap(callsOf).map((call) => [JSON.stringify(call), call]));
  const calls = [...all.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  const [first] = calls;
  const now = Math.max(...cells.map(({ facts }) => known(moment, facts) ?? 0));
  const since = Math.max(...cells.map(({ target }) => target.sinceMs));
  if (first === undefined || now === 0) return null;
  // What was seen of a call is older than the window where a grant or a success before it was looked for.
  const from = Math.min(now - since, Date.parse(first.at));
  return { from: new Date(from).toISOString(), until: new Date(now).toISOString(), calls };
}
