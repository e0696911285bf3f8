import { AwsError } from '../../aws/error.ts';
import type { Aws } from '../../core/aws.ts';
import { findRefusedPrincipals, type RefusedPrincipal, tallyCallers } from '../../evidence/callers.ts';
import type { BedrockEvent, EventHistory } from '../../evidence/event.ts';
import { bareEvent, isCall } from '../../evidence/parse-event.ts';
import { type Clock, readPages } from '../../probes/cloudtrail/read-pages.ts';

/** What a principal, or a model, was read from that only the event history tells of. */
export const IN_HISTORY = "CloudTrail's event history";
/** How far back somebody who was refused is looked for where nobody is named (contract, section 8). */
export const DISCOVERY_MS = 24 * 3_600_000;
/** Twenty seconds of look-ups; in a busier account what is newest is looked through. */
const MOST_PAGES = 40;
/** As many calls of one principal tell all that a diagnosis reads of them. */
const MOST_KEPT = 60;
const MOST_PRINCIPALS = 200;

/** The time of the run was over before AWS gave one page. */
const OUT_OF_TIME = new AwsError(
  'timeout',
  'Timeout',
  'no answer within the time allowed',
  null,
  'cloudtrail:LookupEvents',
  null,
);

/** Who was refused lately, each with its newest calls. */
export interface Refused {
  readonly principals: readonly (RefusedPrincipal & { readonly history: EventHistory })[];
  /** Calls to Bedrock that were seen, of anybody. */
  readonly calls: number;
  /** Whether the whole window was read. */
  readonly complete: boolean;
  /** Why the history could not be read; null where it was. */
  readonly unreadable: AwsError | null;
}

/** The principals whose newest call in the last day was refused, as CloudTrail's event history tells. Read-only. */
export async function findRefused(aws: Aws, clock: Clock, now: number): Promise<Refused> {
  const tally = tallyCallers();
  const kept = new Map<string, BedrockEvent[]>();
  let [pages, calls, complete]: [number, number, boolean] = [0, 0, true];
  let newestAt: number | null = null;
  let isOver = false;
  const sleep: Clock['sleep'] = async (ms) => {
    const slept = await clock.sleep(ms);
    isOver ||= !slept;
    return slept;
  };
  try {
    for await (const page of readPages(aws, { from: now - DISCOVERY_MS, userName: null }, { ...clock, sleep })) {
      for (const event of page.filter(isCall)) {
        calls += 1;
        newestAt = Math.max(newestAt ?? event.at, event.at);
        tally.add(event);
        const own = kept.get(event.principalArn ?? '') ?? [];
        if (own.length >= MOST_KEPT || (own.length === 0 && kept.size >= MOST_PRINCIPALS)) continue;
        kept.set(event.principalArn ?? '', [...own, bareEvent(event)]);
      }
      pages += 1;
      if (pages < MOST_PAGES) continue;
      complete = false;
      break;
    }
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (pages === 0) return { principals: [], calls: 0, complete: false, unreadable: error };
    complete = false;
  }
  // The time was over before anything was read, or all of it: that says nothing of what was not.
  if (isOver && pages === 0) return { principals: [], calls: 0, complete: false, unreadable: OUT_OF_TIME };
  if (isOver) complete = false;
  const principals = findRefusedPrincipals(tally.list()).map((one) => ({
    ...one,
    history: { events: kept.get(one.principal) ?? [], complete, newestAt },
  }));
  return { principals, calls, complete, unreadable: null };
}
