import type { CAPACITY } from '../layers/capacity.ts';
import { QUOTAS, RUNTIME_QUOTAS } from '../pages.ts';
import type { Help } from './help.ts';

/** The long texts of the layer `capacity`. */
export const CAPACITY_HELP: Readonly<Record<keyof typeof CAPACITY, Help>> = {
  throttled: {
    what: 'More requests or tokens came in a minute than the account may send. The call was allowed and was put off. A request that names no max_tokens is counted with the most that the model may write, so that few requests can use up the quota.',
    confirm: '',
    fix: [
      'Retry with growing pauses; the SDK does so in the retry modes standard and adaptive.',
      'Name a max_tokens that fits, send fewer calls at once, or use an inference profile, which has a quota of its own.',
      'For lasting need, ask for an increase in Service Quotas.',
    ],
    useless: ['Changing the IAM policy, the form or the agreement does not help: access is not the problem.'],
    wait: 'Seconds to a minute.',
    sources: [QUOTAS, RUNTIME_QUOTAS],
  },
  'daily-token-quota': {
    what: "The tokens that the account may use in a day are used up, or its quota is zero or very small. New accounts may start with reduced quotas; age, payment history and AWS's own signals decide.",
    confirm:
      'Service Quotas shows the value under names such as "Model invocation max tokens per day" or "Cross-Model Max Tokens Per Day".',
    fix: [
      'Ask AWS Support to raise the daily quota for the model and Region; where Service Quotas does not take the request, a case is the way.',
      'Until then use another model, or send fewer and shorter requests.',
    ],
    useless: ['Retrying today does not help.', 'Changing the IAM policy, the form or the agreement does not help.'],
    wait: 'Until the next day if the quota is used up; a zero quota stays until AWS raises it.',
    sources: [QUOTAS, 'https://github.com/minorun365/agent-book/issues/29'],
  },
  'service-quota-exceeded': {
    what: 'The request goes beyond a quota of the account that is no rate, such as a number of things that may exist or run at once.',
    confirm: '',
    fix: [
      'Find the quota that the message means in Service Quotas, under Amazon Bedrock, and request an increase.',
      'Or use less of it: end what is not needed.',
    ],
    useless: ['Changing the IAM policy does not help.', 'Retrying does not help as long as as much is in use.'],
    wait: 'As long as AWS needs to grant the increase.',
    sources: [RUNTIME_QUOTAS],
  },
  'model-not-ready': {
    what: 'The model is being loaded and cannot answer yet. The SDK retries this by itself.',
    confirm: '',
    fix: ['Retry in a few seconds, a few times.'],
    useless: ['Changing the IAM policy does not help: access is not the problem.'],
    wait: 'Seconds to some minutes.',
    sources: [],
  },
  'model-timeout': {
    what: 'The model did not finish within the time that Bedrock gives it (HTTP 408). Long prompts, long answers and busy hours are the reasons.',
    confirm: '',
    fix: [
      'Retry; ask for a shorter answer (max_tokens) or give a shorter prompt.',
      'Ask for a stream, which starts to answer at once.',
    ],
    useless: [
      'Changing the IAM policy does not help.',
      'A longer timeout of the function does not help: Bedrock gave up, not Lambda.',
    ],
    wait: null,
    sources: [],
  },
  'model-error': {
    what: "The model failed while it worked on the request (HTTP 424). The fault is on the provider's side, or in something unusual in the prompt.",
    confirm: '',
    fix: ['Retry.', 'If the same request always fails, change it; then ask AWS Support with the request id.'],
    useless: ['Changing the IAM policy does not help: access is not the problem.'],
    wait: null,
    sources: [],
  },
  'service-unavailable': {
    what: "Bedrock has no capacity just now, or has a fault (HTTP 500, 503 or 529). It is not a matter of the account's quota or access.",
    confirm: '',
    fix: [
      'Retry with growing pauses.',
      'Use an inference profile, which can go to other Regions, or another model.',
      'If it lasts, look at the AWS Health Dashboard.',
    ],
    useless: ['Changing the IAM policy, the form or the agreement does not help.', 'A higher quota does not help.'],
    wait: 'Usually minutes.',
    sources: [],
  },
};
