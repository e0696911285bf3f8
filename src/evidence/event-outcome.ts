import { parseModel } from '../bedrock/model-id.ts';
import { CAUSES } from '../causes/catalogue.ts';
import type { CauseId } from '../core/cause.ts';
import { meaningOf } from '../errors/by-exception.ts';
import { causeForExamined } from '../errors/denial.ts';
import type { Recognition } from '../errors/recognition.ts';
import { recognize } from '../errors/recognize.ts';
import type { BedrockEvent } from './event.ts';

/** How a call ended, as its event tells. */
export interface EventOutcome {
  /** 'refused': a 4xx that is neither a throttle nor about the request (contract, "Refused"); 'failed': any other error. */
  readonly kind: 'served' | 'refused' | 'failed';
  /** What its words and its exception show; null for a success, and where they show nothing. */
  readonly cause: CauseId | null;
  /** AWS's words as the event has them, else the exception's name; null for a success. */
  readonly quote: string | null;
  /** The N of "try again after N minutes"; null where the words have none. */
  readonly waitMinutes: number | null;
  /** The IAM action and resource a denial names. */
  readonly action: string | null;
  readonly resource: string | null;
}

/** What CloudTrail writes in place of an exception's name that Bedrock's own answers have. */
const ALSO_CALLED: { readonly [errorCode: string]: string } = {
  TooManyRequestsException: 'ThrottlingException',
  InternalFailureException: 'InternalServerException',
};

/** What an exception shows by itself, where its words are new (contract, section 3). CloudTrail leaves out 'Exception' at times. */
function causeByException({ errorCode, eventName }: BedrockEvent): CauseId | null {
  const name = `${(errorCode ?? '').replace(/Exception$/, '')}Exception`;
  if (name === 'ExpiredTokenException') return 'credentials-expired';
  const exception = ALSO_CALLED[name] ?? name;
  return (
    meaningOf({
      exception,
      operation: eventName,
      service: 'Bedrock Runtime',
      status: null,
      requestId: null,
      ...NOWHERE,
    })?.cause ?? null
  );
}
/** An event's exception has no place in a text. */
const NOWHERE = { at: 0, end: 0, trails: false } as const;

/** Of the words: in the frame of an event, so that it is known whose error it is. */
const readWords = ({ eventName, errorCode, errorMessage, modelId }: BedrockEvent): Recognition | null =>
  recognize(
    JSON.stringify({
      eventSource: 'bedrock.amazonaws.com',
      eventName,
      errorCode,
      errorMessage,
      requestParameters: { modelId },
    }),
  );

/**
 * What a denial is of where a profile was called: on a model behind it, whatever the action, one of the profile's ARNs is
 * missing (contract, section 3, rule 8); on the profile itself, the profile.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function asCalled(cause: CauseId, resource: string | null, modelId: string | null): CauseId {
  const ofInvoke = cause === 'invoke-not-allowed' || cause === 'invoke-stream-not-allowed';
  if (!ofInvoke || resource === null || modelId === null) return cause;
  const [called, denied] = [parseModel(modelId), parseModel(resource)];
  if (called.kind !== 'profile') return cause;
  if (denied.kind === 'base' && called.base === denied.base) return 'invoke-profile-not-allowed';
  return denied.kind === 'profile' && cause === 'invoke-not-allowed' ? 'invoke-profile-not-allowed' : cause;
}

/** How the call of an event ended, and why. Pure. */
export function readOutcome(event: BedrockEvent): EventOutcome {
  const { errorCode, errorMessage, modelId } = event;
  if (errorCode === null)
    return { kind: 'served', cause: null, quote: null, waitMinutes: null, action: null, resource: null };
  const read = readWords(event);
  const known = read === null || read.cause === 'unknown' ? null : asCalled(read.cause, read.resource, modelId);
  const cause =
    known === null ? causeByException(event) : causeForExamined({ cause: known, action: read?.action ?? null });
  return {
    kind: cause !== null && CAUSES[cause].isRefusal === false ? 'failed' : 'refused',
    cause,
    quote: errorMessage ?? errorCode,
    waitMinutes: read?.waitMinutes ?? null,
    action: read?.action ?? null,
    resource: read?.resource ?? null,
  };
}
