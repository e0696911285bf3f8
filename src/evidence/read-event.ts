import type { Evidence } from '../core/finding.ts';
import type { BedrockEvent } from './event.ts';
import { readOutcome } from './event-outcome.ts';
import type { Found, WhoseCalls } from './observation.ts';
import { isCallerOf } from './whose.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** Reads one event of the history, where it is a call of the principal. */
export function readEvent(event: BedrockEvent, who: WhoseCalls | null, found: Found): void {
  const { at, modelId, errorCode, errorMessage, principalArn, requestId, eventName } = event;
  // Whose call it was that names nobody, such as another account's, nothing tells.
  if (who !== null && (principalArn === null || !isCallerOf(principalArn, who))) return;
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
