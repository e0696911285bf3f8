import { factOf, known } from '../../core/judge.ts';
import { recentEvents } from '../../probes/cloudtrail/recent.ts';
import { sayUnknown } from '../report/checks.ts';
import type { Diagnosis } from './diagnosis.ts';

const LATE = "Calls appear in CloudTrail's event history about 5 minutes late, sometimes 15.";

/**
 * What the reader should know of the event history as evidence: why it was not read (which decides nothing), that it was
 * cut, and, where no log is beside it, how late it is. Pure.
 */
export function historyNotes({ facts, target }: Diagnosis): readonly string[] {
  const history = factOf(recentEvents, facts);
  if (!history.known) {
    // Where nothing could be read, the checks have said so.
    if (history.why.kind !== 'denied' && history.why.kind !== 'failed') return [];
    return [
      `CloudTrail's event history was not read (${sayUnknown(history.why, 'cloudtrail:LookupEvents')}); calls that no log tells of are not seen.`,
    ];
  }
  const { complete, events } = known(recentEvents, facts) ?? { complete: true, events: [] };
  return [
    ...(complete ? [] : ["Of CloudTrail's event history only the newest calls of the window were read."]),
    ...(target.function === null && events.length > 0 ? [LATE] : []),
  ];
}
