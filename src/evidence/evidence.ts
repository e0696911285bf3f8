import { parseModel, sameModel } from '../bedrock/model-id.ts';
import type { CauseId } from '../core/cause.ts';
import type { Dialect } from '../core/dialect.ts';
import type { Evidence } from '../core/finding.ts';
import { causeForExamined } from '../errors/denied.ts';
import { parseLambdaLine } from '../errors/log-line.ts';
import { type Recognition, readError, recognize } from '../errors/recognize.ts';
import type { BedrockEvent, EventHistory } from './event.ts';
import { readOutcome } from './event-outcome.ts';
import { reportsError } from './reports-error.ts';

/** One line of a log. */
export interface Line {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly stream: string;
  readonly message: string;
}
/** A log as far as it was read. */
export interface Log {
  readonly group: string;
  readonly exists: boolean;
  /** Oldest first. */
  readonly lines: readonly Line[];
  /** Whether there was more in the window than was read. */
  readonly cut: boolean;
}
/** What a real request was answered. */
export interface Answered {
  readonly at: number;
  readonly model: string;
  readonly status: number | null;
  readonly succeeded: boolean;
  readonly words: string;
}

/** What AWS said to one call of the principal. */
export interface Observation {
  readonly cause: CauseId;
  readonly at: number;
  readonly quote: string;
  readonly waitMinutes: number | null;
  /** The IAM action and resource a denial names. */
  readonly action: string | null;
  readonly resource: string | null;
  /** The model it is about, as it was written; null where nothing tells. */
  readonly model: string | null;
  /** The call it was said to, where a request id tells. */
  readonly request: string | null;
  readonly source: 'log' | 'event' | 'answer';
  readonly evidence: Evidence;
}
/** A call that was served. */
export interface Success {
  readonly at: number;
  readonly model: string | null;
  readonly source: 'log' | 'event' | 'answer';
}
/** A model that a call was made for, whatever came of it. */
export interface Called {
  readonly model: string;
  readonly at: number;
  readonly source: 'log' | 'event' | 'answer';
  readonly evidence: Evidence;
}

/** All that is known of the calls of one principal in the window. */
export interface EvidenceFact {
  /** Oldest first. */
  readonly observations: readonly Observation[];
  /** The newest of each model, oldest first. */
  readonly successes: readonly Success[];
  /** The newest call of each model, oldest first. */
  readonly called: readonly Called[];
  /** Whether the log had more than was read: an older success or refusal may be missing. */
  readonly cut: boolean;
  /** Whether a call asked for its answer in pieces, which is an action of its own. */
  readonly streams: boolean;
}

/** The name and account of the principal whose calls count; null where they are not known. */
export interface WhoseCalls {
  readonly name: string;
  readonly arn: string | null;
}

/** What is there to read: each null where it was not read. */
export interface Sources {
  readonly log: Log | null;
  readonly history: EventHistory | null;
  readonly answered: Answered | null;
}

/** Says that the call failed, and not why: the application swallowed AWS's words. */
const BARE_FAILURE = /\bAccessDeniedException\b/;
/** InvokeModelWithResponseStream and ConverseStream. */
const STREAMING = /Stream$/;
const MOST_QUOTED = 500;

const iso = (at: number): string => new Date(at).toISOString();
const pattern = (source: string | null): RegExp | null => (source === null ? null : new RegExp(`^\\s*(?:${source})`));

/** Everything that log, event history and a probe's answer tell of one principal's calls. Pure. */
export function collectEvidence(sources: Sources, dialect: Dialect, who: WhoseCalls | null): EvidenceFact {
  const { log, history, answered } = sources;
  const observations: Observation[] = [];
  const successes: Success[] = [];
  const called: Called[] = [];
  if (log !== null) readLog(log, dialect, who, { observations, successes, called });
  // A call that the log tells of is not counted again: its event is the same call.
  for (const event of history?.events ?? []) readEvent(event, who, { observations, successes, called });
  if (answered !== null) {
    // The log was read after the probe was answered; where its lines seem newer, AWS's clock is ahead of this machine's.
    const at = Math.max(answered.at, log?.lines.at(-1)?.at ?? 0);
    if (answered.succeeded) successes.push({ at, model: answered.model, source: 'answer' });
    else observations.push(refusalIn(answered, at));
  }
  const byTime = <T extends { readonly at: number }>(all: T[]): T[] => all.sort((a, b) => a.at - b.at);
  return {
    observations: byTime(observations),
    successes: newestOf(byTime(successes), ({ model }) => model ?? ''),
    called: newestOf(byTime(called), ({ model }) => model),
    cut: log?.cut === true,
    streams:
      (history?.events ?? []).some(
        ({ eventName, principalArn }) =>
          STREAMING.test(eventName) && (who === null || principalArn === null || isPrincipal(principalArn, who)),
      ) || observations.some(({ action }) => action !== null && STREAMING.test(action)),
  };
}

/** The last of each kind, in order. */
function newestOf<T>(ordered: readonly T[], kind: (one: T) => string): readonly T[] {
  const last = new Map<string, T>();
  for (const one of ordered) {
    last.delete(kind(one));
    last.set(kind(one), one);
  }
  return [...last.values()];
}

interface Found {
  readonly observations: Observation[];
  readonly successes: Success[];
  readonly called: Called[];
}

function readLog(log: Log, dialect: Dialect, who: WhoseCalls | null, found: Found): void {
  const [success, failure, calling] = [pattern(dialect.success), pattern(dialect.failure), pattern(dialect.calling)];
  const modelOf = new Map<string, string>();
  const explained = new Set<string>();
  const lines = log.lines.map((line) => ({ ...line, parsed: parseLambdaLine(line.message) }));
  const evidenceOf = ({ stream, at, message }: Line): Evidence => ({
    kind: 'log',
    group: log.group,
    stream,
    at: iso(at),
    line: message.trimEnd(),
  });
  for (const line of lines) {
    const { parsed, stream, at } = line;
    const model = calling?.exec(parsed.message)?.[1];
    if (model === undefined) continue;
    modelOf.set(parsed.requestId ?? stream, model);
    found.called.push({ model, at, source: 'log', evidence: evidenceOf(line) });
  }
  const bare: Observation[] = [];
  for (const line of lines) {
    const { at, stream, parsed } = line;
    const request = parsed.requestId;
    const invoked = modelOf.get(request ?? stream) ?? null;
    if (success?.test(parsed.message)) {
      found.successes.push({ at, model: invoked, source: 'log' });
      continue;
    }
    const failed = failure?.test(parsed.message) === true;
    if (!failed && !reportsError(parsed.level, parsed.message)) continue;
    const { recognition: seen, unlisted } = readError(parsed.message);
    if (!seen) {
      // An error of Bedrock's whose words are new is an error all the same.
      if (failed || BARE_FAILURE.test(parsed.message) || unlisted?.of === 'bedrock') {
        bare.push({
          cause: 'unknown',
          at,
          quote: parsed.message.slice(0, MOST_QUOTED),
          waitMinutes: null,
          action: null,
          resource: null,
          model: invoked,
          request,
          source: 'log',
          evidence: evidenceOf(line),
        });
      }
      continue;
    }
    if (!concernsPrincipal(seen, who)) continue;
    if (request !== null) explained.add(request);
    found.observations.push({
      ...said(seen),
      at,
      model: modelIn(seen, invoked),
      request,
      source: 'log',
      evidence: evidenceOf(line),
    });
  }
  // A line that only says that something failed adds nothing to one of the same request that says what.
  found.observations.push(...bare.filter(({ request }) => request === null || !explained.has(request)));
}

/** What was said to the principal itself: its own lack of an action is not the operator's (contract, section 3). */
const said = ({ cause, quote, waitMinutes, action, resource }: Recognition) => ({
  cause: causeForExamined({ cause, action }),
  quote,
  waitMinutes,
  action,
  resource,
});

/** The model that AWS's words name; behind a profile they name the base model, and the line before named what was called. */
function modelIn({ model }: Recognition, invoked: string | null): string | null {
  if (model === null) return invoked;
  return invoked !== null && concerns(model, invoked) ? invoked : model;
}

function readEvent(event: BedrockEvent, who: WhoseCalls | null, found: Found): void {
  const { at, modelId, errorCode, errorMessage, principalArn, requestId, eventName } = event;
  if (who !== null && principalArn !== null && !isPrincipal(principalArn, who)) return;
  const action = `bedrock:${eventName}`;
  const evidence: Evidence = {
    kind: 'answer',
    action,
    code: errorCode ?? 'ok',
    message:
      errorCode === null ? 'CloudTrail: the call was served' : `CloudTrail ${iso(at)}: ${errorMessage ?? errorCode}`,
  };
  if (modelId !== null) found.called.push({ model: modelId, at, source: 'event', evidence });
  if (errorCode === null) {
    found.successes.push({ at, model: modelId, source: 'event' });
    return;
  }
  const { cause, quote, waitMinutes, action: denied, resource } = readOutcome(event);
  found.observations.push({
    cause: cause ?? 'unknown',
    quote: quote ?? errorCode,
    waitMinutes,
    action: denied,
    resource,
    at,
    model: modelId,
    request: requestId,
    source: 'event',
    evidence,
  });
}

/** What a probe's answer says in place of a success. */
function refusalIn({ status, words, model }: Answered, at: number): Observation {
  const seen = recognize(words);
  return {
    // A crash is the function's own; an answer without AWS's words tells only that there was no success.
    ...(seen === null
      ? {
          cause: status === null ? 'function-error' : 'unknown',
          quote: words.slice(0, MOST_QUOTED),
          waitMinutes: null,
          action: null,
          resource: null,
        }
      : said(seen)),
    at,
    model,
    request: null,
    source: 'answer',
    evidence: {
      kind: 'answer',
      action: 'lambda:InvokeFunction',
      code: status === null ? 'FunctionError' : `HTTP ${status}`,
      message: words,
    },
  };
}

/** A model ARN or id in a text against the one that is examined; a profile's denial names its base model. */
export const concerns = (named: string, model: string): boolean => {
  const [one, other] = [parseModel(named), parseModel(model)];
  // An application profile does not tell what is behind it: what is said of that may well be said of it.
  if (one.base === null || other.base === null) return one.base !== other.base || named === model;
  return sameModel(named, model);
};

/** Whoever calls with a Bedrock API key calls as the key's own user, whatever the role. */
const concernsPrincipal = (seen: Recognition, who: WhoseCalls | null): boolean =>
  seen.cause === 'bearer-token-rejected' || !seen.principal || who === null || isPrincipal(seen.principal, who);

/** Whether an ARN, of a session too, is that of the principal. */
export function isPrincipal(arn: string, { name, arn: own }: WhoseCalls): boolean {
  if (own !== null && arn === own) return true;
  const account = own?.split(':')[4];
  const theirs = arn.split(':')[4];
  if (account && theirs && account !== theirs) return false;
  const session = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  if (session !== undefined) return !own?.includes(':user/') && session === name;
  const [, kind, last] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (last === undefined) return arn.endsWith(':root') ? own?.endsWith(':root') === true : true;
  return last === name && (own === null ? kind === 'role' : own.includes(`:${kind}/`));
}

/** The window's story for one model: what still counts, and the newest success. */
export interface ModelEvidence {
  /** Oldest first; only those newer than the newest success. */
  readonly observations: readonly Observation[];
  readonly newestSuccessAt: number | null;
}

/**
 * What still counts for one model (contract, section 3, rule 2): what was said of it, or of no model that is named, and
 * is newer than its newest success. `model` null: only what names none.
 */
export function selectEvidence({ observations, successes }: EvidenceFact, model: string | null): ModelEvidence {
  const isOf = (named: string | null): boolean => named === null || (model !== null && concerns(named, model));
  const newestSuccessAt = successes.reduce<number | null>(
    (newest, one) => (isOf(one.model) ? Math.max(newest ?? 0, one.at) : newest),
    null,
  );
  return {
    newestSuccessAt,
    observations: observations.filter(
      (one) => isOf(one.model) && (newestSuccessAt === null || one.at > newestSuccessAt),
    ),
  };
}
