import { layerOf } from '../cause.ts';
import { API_ERRORS, QUOTAS, RUNTIME_QUOTAS } from '../pages.ts';

/** Causes of the layer `capacity`, in the order of the chain. */
export const CAPACITY = layerOf('capacity', {
  throttled: {
    owner: 'developer',
    title: 'Too many requests or tokens just now; retry with backoff',
    next: 'Retry with growing pauses, and lower the rate or max_tokens.',
    source: API_ERRORS,
    passesWithTime: 'on-retry',
    isRefusal: false,
  },
  'daily-token-quota': {
    owner: 'aws-support',
    title: 'The daily token quota is used up or zero; retrying does not help today',
    next: 'Ask AWS Support to raise the daily token quota; retrying does not help today.',
    source: RUNTIME_QUOTAS,
    isRefusal: false,
  },
  'service-quota-exceeded': {
    owner: 'developer',
    title: 'A service quota is exceeded; request an increase',
    next: 'Request an increase in Service Quotas.',
    source: QUOTAS,
  },
  'model-not-ready': {
    owner: 'nobody',
    title: 'The model is not ready yet; retry',
    next: 'Retry in a few seconds.',
    source: API_ERRORS,
    passesWithTime: 'on-retry',
    isRefusal: false,
  },
  'model-timeout': {
    owner: 'developer',
    title: 'The model took too long to answer',
    next: 'Retry with a shorter prompt or a smaller max_tokens.',
    source: API_ERRORS,
    passesWithTime: 'on-retry',
    isRefusal: false,
  },
  'model-error': {
    owner: 'nobody',
    title: 'The model failed while processing the request',
    next: 'Retry; if it stays, ask AWS Support with the request id.',
    source: API_ERRORS,
    passesWithTime: 'on-retry',
    isRefusal: false,
  },
  'service-unavailable': {
    owner: 'nobody',
    title: 'Bedrock is unavailable or overloaded just now',
    next: 'Retry with growing pauses; it is not a matter of access.',
    source: API_ERRORS,
    passesWithTime: 'on-retry',
    isRefusal: false,
  },
});
