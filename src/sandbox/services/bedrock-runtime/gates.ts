import type { Fault } from '../../operation.ts';

const denied = (message: string): Fault => ({ code: 'AccessDeniedException', status: 403, message });
const invalid = (message: string): Fault => ({ code: 'ValidationException', status: 400, message });

/** What an account-side gate answers, whatever the policies say; `id` is the model's, `retention` the account's mode. */
export type Gate = (about: { readonly id: string; readonly retention: string }) => Fault;

/** Wordings as reported in public; see https://docs.aws.amazon.com/bedrock/latest/userguide/troubleshooting-api-error-codes.html */
const GATES: { readonly [gate: string]: Gate } = {
  gated: ({ id }) =>
    denied(
      `${id} is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/`,
    ),
  restricted: () => invalid('Operation not allowed'),
  geography: () =>
    invalid(
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
    ),
  'legacy-locked': () => ({
    code: 'ResourceNotFoundException',
    status: 404,
    message:
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  }),
  'no-access': () => denied("You don't have access to the model with the specified model ID."),
  'api-operation': () => denied('Your account is not authorized to invoke this API operation.'),
  'data-retention': ({ retention }) => invalid(`data retention mode '${retention}' is not available for this model`),
  silent: () => denied('Access denied.'),
};

/** Modes that satisfy a model whose provider reviews what is sent to it. */
const REVIEWED: readonly string[] = ['aws_review', 'provider_data_share'];

/** Gates that concern a provider's models only. */
const PROVIDER_OF: { readonly [gate: string]: string } = { geography: 'Anthropic' };

/** The gate that is in the way of a model, or null. A missing payment method is no gate: it only fails subscriptions. */
export function gateFor(name: string | null, provider: string, retention: string): Gate | null {
  if (name === null) return null;
  if (name === 'data-retention' && REVIEWED.includes(retention)) return null;
  const only = PROVIDER_OF[name];
  return only === undefined || only === provider ? (GATES[name] ?? null) : null;
}
