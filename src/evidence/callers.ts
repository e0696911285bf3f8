import type { CauseId } from '../core/cause.ts';
import { describeCaller, findApplication } from './caller-application.ts';
import { type EventOutcome, readOutcome } from './event-outcome.ts';
import { type CallEvent, isCall } from './parse-event.ts';

/** Who called Bedrock in a window, and how it went. Plain data. */
export interface Caller {
  /** ARN of the role, user or root; of whatever the event names for others. */
  readonly principal: string;
  /** 'Lambda function orders'; null where the session does not tell. Of many tasks, instances or pods the newest. */
  readonly application: string | null;
  /** As they were sent, the one called last first. */
  readonly models: readonly string[];
  readonly served: number;
  readonly refused: number;
  /** Throttled, about the request, or the model's or the service's fault. */
  readonly failed: number;
  readonly lastRefusal: Refusal | null;
  /** Whether nothing was served or failed otherwise since the last refusal. */
  readonly newestRefused: boolean;
  /** When the newest call was made, in milliseconds since 1970. */
  readonly newestAt: number;
}

/** The last refusal of a caller. */
export interface Refusal {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null where AWS's words are new and its exception tells nothing. */
  readonly cause: CauseId | null;
  readonly quote: string;
  readonly model: string | null;
}

/** Adds up events of any order, and holds one small record a caller: the number of events costs no memory. */
export interface CallerTally {
  /** Takes an event; the caller it belongs to where this is its first one, else null. */
  readonly add: (event: CallEvent) => Caller | null;
  /** Worst first: whose newest call was refused, then who was refused at all, most refusals first. */
  readonly list: () => readonly Caller[];
}

/** A caller that is replaced by many (a task a deployment) is one; people and functions are told apart. */
const REPLACED: ReadonlySet<string> = new Set(['task', 'instance', 'pod', 'session']);
/** More models than anybody reads, and more than one application calls. */
const MOST_MODELS = 20;
/** How many different errors are remembered: one application repeats its own. */
const MOST_READ = 200;

interface Entry {
  readonly principal: string;
  application: string | null;
  /** Model → when it was called last. */
  readonly models: Map<string, number>;
  served: number;
  refused: number;
  failed: number;
  lastRefusal: Refusal | null;
  newest: { readonly at: number; readonly refused: boolean };
}

/** An empty tally. */
export function tallyCallers(): CallerTally {
  const records = new Map<string, Entry>();
  const read = rememberOutcomes();
  return {
    add: (event) => {
      const { principalArn: principal, at, modelId } = event;
      if (principal === null || !isCall(event)) return null;
      const application = findApplication(event);
      const words = application && describeCaller(application);
      const key = `${principal} ${application === null || REPLACED.has(application.kind) ? (application?.kind ?? '') : words}`;
      const outcome = read(event);
      const refused = outcome.kind === 'refused';
      const known = records.get(key);
      const record: Entry = known ?? {
        principal,
        application: words,
        models: new Map<string, number>(),
        served: 0,
        refused: 0,
        failed: 0,
        lastRefusal: null,
        newest: { at, refused },
      };
      records.set(key, record);
      if (outcome.kind === 'served') record.served += 1;
      if (refused) record.refused += 1;
      if (outcome.kind === 'failed') record.failed += 1;
      if (refused && (record.lastRefusal === null || at > record.lastRefusal.at))
        record.lastRefusal = { at, cause: outcome.cause, quote: outcome.quote ?? '', model: modelId };
      // Events of one second are in no order: a refusal among them counts, since it is what somebody would ask about.
      if (at > record.newest.at || (at === record.newest.at && refused)) {
        record.newest = { at, refused };
        record.application = words;
      }
      if (modelId !== null && (record.models.has(modelId) || record.models.size < MOST_MODELS))
        record.models.set(modelId, Math.max(at, record.models.get(modelId) ?? 0));
      return known ? null : toCaller(record);
    },
    list: () => [...records.values()].map(toCaller).sort(compareWorst),
  };
}

const toCaller = (record: Entry): Caller => ({
  principal: record.principal,
  application: record.application,
  models: [...record.models].sort(([, a], [, b]) => b - a).map(([model]) => model),
  served: record.served,
  refused: record.refused,
  failed: record.failed,
  lastRefusal: record.lastRefusal,
  newestRefused: record.newest.refused,
  newestAt: record.newest.at,
});

const compareWorst = (a: Caller, b: Caller): number =>
  Number(b.newestRefused) - Number(a.newestRefused) ||
  b.refused - a.refused ||
  b.served - a.served ||
  (a.principal < b.principal ? -1 : a.principal > b.principal ? 1 : 0);

/** Reads equal errors once. */
function rememberOutcomes(): (event: CallEvent) => EventOutcome {
  const known = new Map<string, EventOutcome>();
  return (event) => {
    if (event.errorCode === null) return readOutcome(event);
    const key = [event.eventName, event.errorCode, event.errorMessage, event.modelId].join('\n');
    const outcome = known.get(key) ?? readOutcome(event);
    if (known.size < MOST_READ) known.set(key, outcome);
    return outcome;
  };
}

/** A principal whose newest call was refused; what is examined where nobody is named (contract, section 8). */
export interface RefusedPrincipal {
  readonly principal: string;
  /** Refusals in the window, of all its applications. */
  readonly refused: number;
  readonly models: readonly string[];
  readonly lastRefusal: Refusal;
}

/** The principals whose newest call in the window was refused, most refusals first. Pure. */
export function findRefusedPrincipals(callers: readonly Caller[]): readonly RefusedPrincipal[] {
  const principals = new Map<string, Caller[]>();
  for (const caller of callers) principals.set(caller.principal, [...(principals.get(caller.principal) ?? []), caller]);
  return [...principals]
    .flatMap(([principal, all]): readonly RefusedPrincipal[] => {
      const newest = all.reduce((one, other) => (other.newestAt > one.newestAt ? other : one));
      if (!newest.newestRefused || newest.lastRefusal === null) return [];
      const refused = all.reduce((sum, one) => sum + one.refused, 0);
      const models = [...new Set(all.flatMap((one) => one.models))];
      return [{ principal, refused, models, lastRefusal: newest.lastRefusal }];
    })
    .sort((a, b) => b.refused - a.refused);
}
