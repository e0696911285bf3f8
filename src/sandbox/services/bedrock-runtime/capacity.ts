import type { Fault } from '../../operation.ts';
import type { World } from '../../world.ts';

/** Errors that have nothing to do with access: https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
const FAULTS: { readonly [fault: string]: Fault } = {
  throttled: {
    code: 'ThrottlingException',
    status: 429,
    message: 'Too many requests, please wait before trying again.',
  },
  'daily-tokens': {
    code: 'ThrottlingException',
    status: 429,
    message: 'Too many tokens per day, please wait before trying again.',
  },
  quota: {
    code: 'ServiceQuotaExceededException',
    status: 400,
    message: 'Your request exceeds the service quota for your account.',
  },
  unavailable: {
    code: 'ServiceUnavailableException',
    status: 503,
    message: 'Bedrock is unable to process your request.',
  },
  overloaded: { code: 'overloaded_error', status: 529, message: 'Overloaded' },
  internal: {
    code: 'InternalServerException',
    status: 500,
    message: 'The system encountered an unexpected error during processing. Try your request again.',
  },
  'not-ready': { code: 'ModelNotReadyException', status: 429, message: 'The model is not ready for inference' },
  'model-timeout': { code: 'ModelTimeoutException', status: 408, message: 'Model request timed out' },
  'model-error': {
    code: 'ModelErrorException',
    status: 424,
    message: 'The system encountered an unexpected error during processing. Try your request again.',
  },
};

/** The fault that is due, with the world in which it is due once less; null when there is none. */
export function dueFault(world: World): { readonly world: World; readonly fault: Fault } | null {
  const [next, ...later] = world.bedrock.faults;
  const fault = next && next.times > 0 ? FAULTS[next.fault] : undefined;
  if (!next || !fault) return null;
  const faults = next.times > 1 ? [{ ...next, times: next.times - 1 }, ...later] : later;
  return { world: { ...world, bedrock: { ...world.bedrock, faults } }, fault };
}
