import { parseModel, sameModel } from '../bedrock/model-id.ts';
import type { CauseId } from '../core/cause.ts';
import type { Evidence } from '../core/finding.ts';
import { parseLambdaLine } from '../errors/log-line.ts';
import { recognise } from '../errors/recognise.ts';
import type { InvocationFact } from '../probes/lambda/invocation.ts';
import type { RecentLog } from '../probes/logs/recent.ts';

/** What AWS said to one invocation of the function, read from its log. */
export interface Observation {
  readonly cause: CauseId;
  readonly at: number;
  readonly quote: string;
  readonly waitMinutes: number | null;
  /** The IAM action and resource a denial names. */
  readonly action: string | null;
  readonly resource: string | null;
  readonly evidence: Evidence;
}

/** The window's story for one model and role: what still counts, and the newest success. */
export interface Story {
  /** Oldest first; only those newer than the newest success. */
  readonly observations: readonly Observation[];
  readonly newestSuccessAt: number | null;
}

const SUCCESS = /\[Poetry\] Success\b/;
const INVOKING = /\[Poetry\] Invoking Bedrock model:\s*(\S+)/;
/** Says that the call failed, and not why: the application swallowed AWS's words. */
const BARE_FAILURE = /\[Poetry\] Bedrock error:|\bAccessDeniedException\b/;

/**
 * What AWS said to this model and role, newest last: the log, and the answer of a probe. Lines about another model or role
 * do not count, nor what is older than the newest success.
 */
export function storyOf(
  log: RecentLog | null,
  model: string,
  role: string | null,
  answered: InvocationFact | null = null,
): Story {
  const logged = logStory(log, model, role);
  if (answered === null || !concerns(answered.model, model)) return logged;
  // The log was read after the probe was answered; where its lines seem newer, AWS's clock is ahead of this machine's.
  const at = Math.max(answered.at, log?.lines.at(-1)?.at ?? 0);
  if (answered.succeeded) return { newestSuccessAt: at, observations: [] };
  return { ...logged, observations: [...logged.observations, refusalIn(answered, at)] };
}

/** What a probe's answer says in place of a poem. */
function refusalIn({ status, words }: InvocationFact, at: number): Observation {
  const seen = recognise(words);
  return {
    // A crash is the function's own; an answer without AWS's words tells only that there was no poem.
    cause: seen?.cause ?? (status === null ? 'function-error' : 'unknown'),
    at,
    quote: seen?.quote ?? words.slice(0, 500),
    waitMinutes: seen?.waitMinutes ?? null,
    action: seen?.action ?? null,
    resource: seen?.resource ?? null,
    evidence: {
      kind: 'answer',
      action: 'lambda:InvokeFunction',
      code: status === null ? 'FunctionError' : `HTTP ${status}`,
      message: words,
    },
  };
}

/** Reads the log through the signatures. */
function logStory(log: RecentLog | null, model: string, role: string | null): Story {
  if (log === null) return { observations: [], newestSuccessAt: null };
  const modelOf = new Map<string, string>();
  const lines = log.lines.map((line) => ({ ...line, parsed: parseLambdaLine(line.message) }));
  for (const { parsed, stream } of lines) {
    const invoked = INVOKING.exec(parsed.message)?.[1];
    if (invoked !== undefined) modelOf.set(parsed.requestId ?? stream, invoked);
  }
  const explained = new Set<string>();
  const found: (Observation & { readonly request: string | null })[] = [];
  let newestSuccessAt: number | null = null;
  for (const { at, stream, message, parsed } of lines) {
    const invoked = modelOf.get(parsed.requestId ?? stream);
    if (invoked !== undefined && !concerns(invoked, model)) continue;
    if (SUCCESS.test(parsed.message)) {
      newestSuccessAt = at;
      continue;
    }
    const seen = recognise(parsed.message);
    if (!seen && !BARE_FAILURE.test(parsed.message)) continue;
    if (seen?.model && !concerns(seen.model, model)) continue;
    // Whoever calls with a Bedrock API key calls as the key's own user, whatever the role.
    const own =
      seen?.cause === 'bearer-token-rejected' || !seen?.principal || role === null || isRole(seen.principal, role);
    if (!own) continue;
    if (seen && parsed.requestId !== null) explained.add(parsed.requestId);
    found.push({
      cause: seen?.cause ?? 'unknown',
      at,
      quote: seen?.quote ?? parsed.message.slice(0, 500),
      waitMinutes: seen?.waitMinutes ?? null,
      action: seen?.action ?? null,
      resource: seen?.resource ?? null,
      request: parsed.requestId,
      evidence: {
        kind: 'log',
        group: log.group,
        stream,
        at: new Date(at).toISOString(),
        line: message.trimEnd(),
      },
    });
  }
  const after = newestSuccessAt;
  return {
    newestSuccessAt,
    observations: found.filter(
      ({ at, cause, request }) =>
        (after === null || at > after) && !(cause === 'unknown' && request !== null && explained.has(request)),
    ),
  };
}

/** The model of the log's newest line that names one, with the line; null where none does. */
export function newestModelIn(log: RecentLog | null): { readonly id: string; readonly evidence: Evidence } | null {
  const named = ({ message }: { readonly message: string }): string | undefined =>
    INVOKING.exec(parseLambdaLine(message).message)?.[1];
  const line = log?.lines.findLast((one) => named(one) !== undefined);
  const id = line && named(line);
  if (log === null || line === undefined || id === undefined) return null;
  const { stream, at, message } = line;
  return {
    id,
    evidence: {
      kind: 'log',
      group: log.group,
      stream,
      at: new Date(at).toISOString(),
      line: message.replace(/\s+$/, ''),
    },
  };
}

/** A model ARN or id in a text against the one that is examined; a profile's denial names its base model. */
const concerns = (named: string, model: string): boolean => {
  const reference = parseModel(named);
  return reference.base === null || parseModel(model).base === null || sameModel(named, model);
};

const isRole = (principal: string, role: string): boolean => {
  const session = /:assumed-role\/([^/]+)\//.exec(principal)?.[1];
  if (session !== undefined) return session === role;
  const own = /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
  return own === undefined ? !principal.includes(':user/') : own === role;
};
