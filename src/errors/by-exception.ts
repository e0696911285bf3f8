import type { CauseId } from '../core/cause.ts';
import type { Failure } from './frames/failures.ts';
import type { Weight } from './signature.ts';

/** What an error is by its exception alone, where its words are new. */
export interface Meaning {
  readonly cause: CauseId;
  readonly weight: Weight;
}

const firm = (cause: CauseId): Meaning => ({ cause, weight: 'firm' });
const transient = (cause: CauseId): Meaning => ({ cause, weight: 'transient' });

/** Operations that ask a model. */
const INVOCATION = /^(?:InvokeModel\w*|Converse\w*|CountTokens|StartAsyncInvoke|Rerank)$/i;
/** Operations of the runtimes of Bedrock, its agents and knowledge bases. */
const RUNTIME =
  /^(?:InvokeModel\w*|Converse\w*|CountTokens|ApplyGuardrail|\w*AsyncInvokes?|Invoke(?:Agent|InlineAgent|Flow)|Retrieve\w*|Rerank|GenerateQuery|OptimizePrompt)$/i;
const LOGS = /^(?:FilterLogEvents|GetLogEvents|DescribeLog(?:Groups|Streams)|StartLiveTail|StartQuery|PutLogEvents)$/i;

/** Whether a failure is of Bedrock's control plane: its operation or its service says so. */
const isControl = ({ operation, service }: Failure): boolean =>
  operation === null
    ? service !== null &&
      /^(?:aws|amazon)?[ -]?bedrock(?:[ -]?agent(?:[ -]?core)?)?(?:[ -]?control)?$/i.test(service) &&
      service !== 'Bedrock'
    : !RUNTIME.test(operation);

/** Exceptions about who calls: the same of every service. https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
const OF_ANY_SERVICE: Readonly<Record<string, Meaning>> = {
  ExpiredToken: firm('credentials-expired'),
  ExpiredTokenException: firm('credentials-expired'),
  UnrecognizedClientException: firm('credentials-invalid'),
  InvalidClientTokenId: firm('credentials-invalid'),
};

/** What LiteLLM calls every error of Bedrock's: it says whose it is, not which. */
const OF_ANY_KIND = 'BedrockException';

/** Exceptions of Bedrock's that mean the same whatever operation met them. */
const ALWAYS: Readonly<Record<string, Meaning>> = {
  ...OF_ANY_SERVICE,
  InvalidSignatureException: firm('credentials-invalid'),
  IncompleteSignatureException: firm('credentials-invalid'),
  ThrottlingException: transient('throttled'),
  ServiceUnavailableException: transient('service-unavailable'),
  InternalServerException: transient('service-unavailable'),
  ModelTimeoutException: transient('model-timeout'),
  ModelErrorException: transient('model-error'),
  ModelStreamErrorException: transient('model-error'),
  ModelNotReadyException: transient('model-not-ready'),
  ServiceQuotaExceededException: firm('service-quota-exceeded'),
};

/** Statuses that mean the same whatever the words: https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
const BY_STATUS: Readonly<Record<number, Meaning>> = {
  408: transient('model-timeout'),
  424: transient('model-error'),
  429: transient('throttled'),
  500: transient('service-unavailable'),
  503: transient('service-unavailable'),
  529: transient('service-unavailable'),
};

/**
 * What an error of Bedrock's is by its exception, else by its status (contract, section 3); null where neither decides, as
 * for a denial.
 */
export function meaningOf(failure: Failure): Meaning | null {
  const { status, operation } = failure;
  const exception = failure.exception === OF_ANY_KIND ? null : failure.exception;
  const always = exception === null ? undefined : ALWAYS[exception];
  if (always !== undefined) return always;
  const runtime = !isControl(failure);
  const invocation = runtime && (operation === null || INVOCATION.test(operation));
  if (exception === 'ValidationException') return runtime ? firm('request-invalid') : null;
  if (exception === 'ResourceNotFoundException') return invocation ? firm('model-id-invalid') : null;
  if (exception !== null || status === null) return null;
  if (status === 400) return runtime ? firm('request-invalid') : null;
  if (status === 404) return invocation ? firm('model-id-invalid') : null;
  return BY_STATUS[status] ?? null;
}

/**
 * What an error of another service is: credentials that no service takes, or a group or stream that CloudWatch Logs has not;
 * null for every other one.
 */
export function meaningElsewhere({ exception, operation, service }: Failure): Meaning | null {
  if (
    exception === 'ResourceNotFoundException' &&
    ((operation !== null && LOGS.test(operation)) || (service !== null && /^cloudwatch ?logs$/i.test(service)))
  )
    return firm('logs-missing');
  return exception === null ? null : (OF_ANY_SERVICE[exception] ?? null);
}

/** Whether AWS denied the call, whatever its words. */
export const isDenial = ({ exception, status }: Failure): boolean =>
  exception === null ? status === 403 : exception === 'AccessDeniedException';
