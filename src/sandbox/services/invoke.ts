import { authorise, deniedMessage } from '../authorise.ts';
import type { Fault } from '../operation.ts';
import type { Model, World } from '../world.ts';
import { agreementOf, findModel, findProfile, profileArn, subscribing, subscriptionDenial } from './bedrock.ts';

/** One call of a model, by whoever. */
export interface Invocation {
  readonly principal: string;
  readonly modelId: string;
  readonly streaming: boolean;
  readonly region: string;
  readonly endpointPolicy: World['functions'][string]['vpcEndpointPolicy'];
}
export type Invoked =
  | { readonly world: World; readonly model: Model }
  | { readonly world: World; readonly fault: Fault };

const FRAME =
  'Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after';

/** What the gates of an account answer, whatever its policies say. Wordings: bedrock user guide, troubleshooting pages. */
const GATES: { readonly [gate: string]: (id: string) => Fault } = {
  gated: (id) => ({
    code: 'AccessDeniedException',
    status: 403,
    message: `${id} is not available for this account. You can explore other available models on Amazon Bedrock. For additional access options, contact AWS Sales at https://aws.amazon.com/contact-us/sales-support/`,
  }),
  restricted: () => ({ code: 'ValidationException', status: 400, message: 'Operation not allowed' }),
  payment: () => ({
    code: 'AccessDeniedException',
    status: 403,
    message: `Model access is denied due to INVALID_PAYMENT_INSTRUMENT:A valid payment instrument must be provided.. ${FRAME} 2 minutes.`,
  }),
  geography: () => ({
    code: 'ValidationException',
    status: 400,
    message:
      'Access to Anthropic models is not allowed from unsupported countries, regions, or territories. Please refer to https://www.anthropic.com/supported-countries for more information on the countries and regions Anthropic currently supports.',
  }),
  'legacy-locked': () => ({
    code: 'ResourceNotFoundException',
    status: 404,
    message:
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
  }),
  'no-access': () => ({
    code: 'AccessDeniedException',
    status: 403,
    message: "You don't have access to the model with the specified model ID.",
  }),
  'api-operation': () => ({
    code: 'AccessDeniedException',
    status: 403,
    message: 'Your account is not authorized to invoke this API operation.',
  }),
  'data-retention': () => ({
    code: 'ValidationException',
    status: 400,
    message: "data retention mode 'default' is not available for this model",
  }),
  silent: () => ({ code: 'AccessDeniedException', status: 403, message: 'Access denied.' }),
  throttled: () => ({
    code: 'ThrottlingException',
    status: 429,
    message: 'Too many requests, please wait before trying again.',
  }),
  'daily-tokens': () => ({
    code: 'ThrottlingException',
    status: 429,
    message: 'Too many tokens per day, please wait before trying again.',
  }),
  quota: () => ({
    code: 'ServiceQuotaExceededException',
    status: 400,
    message: 'Your request exceeds the service quota for your account.',
  }),
  unavailable: () => ({
    code: 'ServiceUnavailableException',
    status: 503,
    message: 'Bedrock is unable to process your request.',
  }),
  'not-ready': () => ({ code: 'ModelNotReadyException', status: 429, message: 'The model is not ready for inference' }),
  'model-timeout': () => ({ code: 'ModelTimeoutException', status: 408, message: 'Model request timed out' }),
  'model-error': () => ({
    code: 'ModelErrorException',
    status: 424,
    message: 'The system encountered an unexpected error during processing. Try your request again.',
  }),
};

/** Every ARN the call is authorised on: https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html */
function permissions(
  world: World,
  call: Invocation,
): readonly { resource: string; context: Readonly<Record<string, string>> }[] {
  const profile = findProfile(world, call.modelId, call.region);
  if (!profile) {
    const resource = call.modelId.startsWith('arn:')
      ? call.modelId
      : `arn:${world.partition}:bedrock:${call.region}::foundation-model/${call.modelId}`;
    return [{ resource, context: { 'aws:RequestedRegion': call.region } }];
  }
  const arn = profileArn(world, profile, call.region);
  return [
    { resource: arn, context: { 'aws:RequestedRegion': call.region } },
    ...profile.modelArns.map((resource) => ({
      resource,
      context: {
        'aws:RequestedRegion': resource.split(':')[3] || 'unspecified',
        'bedrock:InferenceProfileArn': arn,
      },
    })),
  ];
}

/**
 * Bedrock's decision on one invocation, in the order in which its errors are seen: policies, id, lifecycle, gates of
 * the account, form, agreement, capacity.
 */
export function invoke(world: World, call: Invocation, now: number): Invoked {
  const refuse = (code: string, status: number, message: string): Invoked => ({
    world,
    fault: { code, status, message },
  });
  const action = call.streaming ? 'bedrock:InvokeModelWithResponseStream' : 'bedrock:InvokeModel';
  for (const { resource, context } of permissions(world, call)) {
    const ask = { principal: call.principal, action, resource, context, endpointPolicy: call.endpointPolicy };
    const decision = authorise(world, ask, now);
    if (decision.decision !== 'allowed') return refuse('AccessDeniedException', 403, deniedMessage(ask, decision));
  }
  const profile = findProfile(world, call.modelId, call.region);
  const base = profile ? (profile.modelArns[0]?.split('/').at(-1) ?? '') : call.modelId;
  const model = profile
    ? (world.bedrock.models.find(({ id }) => id === base) ?? null)
    : findModel(world, base, call.region);
  if (!model) return refuse('ValidationException', 400, 'The provided model identifier is invalid.');
  if (!profile && !model.inferenceTypes.includes('ON_DEMAND')) {
    return refuse(
      'ValidationException',
      400,
      `Invocation of model ID ${model.id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  }
  if (model.lifecycle.endOfLife !== null && model.lifecycle.endOfLife <= now) {
    return refuse(
      'ResourceNotFoundException',
      404,
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    );
  }
  const gate = world.bedrock.gate === null ? undefined : GATES[world.bedrock.gate];
  if (gate) return { world, fault: gate(model.id) };
  const form = world.bedrock.form;
  if (model.provider === 'Anthropic' && (form === null || form.effectiveAt > now)) {
    return refuse(
      'ResourceNotFoundException',
      404,
      'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
    );
  }
  const [fault, ...laterFaults] = world.bedrock.faults;
  if (fault && fault.times > 0) {
    const rest = fault.times > 1 ? [{ ...fault, times: fault.times - 1 }, ...laterFaults] : laterFaults;
    const answer = GATES[fault.fault]?.(model.id);
    if (answer) return { world: { ...world, bedrock: { ...world.bedrock, faults: rest } }, fault: answer };
  }
  return subscribed(world, call, model, now);
}

/** The Marketplace part: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
function subscribed(world: World, call: Invocation, model: Model, now: number): Invoked {
  if (model.productId === null) return { world, model };
  const agreement = agreementOf(world, model.id, now);
  if (agreement?.status === 'AVAILABLE') return { world, model };
  const first = world.bedrock.firstInvokedAt[model.id] ?? now;
  const noted: World = {
    ...world,
    bedrock: { ...world.bedrock, firstInvokedAt: { ...world.bedrock.firstInvokedAt, [model.id]: first } },
  };
  const graced = now - first < world.delays.graceMs;
  if (agreement?.status === 'PENDING') {
    return graced
      ? { world: noted, model }
      : {
          world: noted,
          fault: {
            code: 'AccessDeniedException',
            status: 403,
            message:
              'Your account is not authorized to access this model. Your AWS Marketplace subscription for this model is still being processed. Try again after 15 minutes.',
          },
        };
  }
  if (agreement?.status === 'ERROR') {
    return {
      world: noted,
      fault: {
        code: 'AccessDeniedException',
        status: 403,
        message: `Model access is denied due to ${agreement.errorMessage ?? 'AWS Marketplace Agreement Failed within 15 minutes'}. ${FRAME} 15 minutes.`,
      },
    };
  }
  if (subscriptionDenial(world, call.principal, model, now) === null)
    return { world: subscribing(noted, model.id, now), model };
  if (graced) return { world: noted, model };
  return {
    world: noted,
    fault: {
      code: 'AccessDeniedException',
      status: 403,
      message: `Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. ${FRAME} 2 minutes.`,
    },
  };
}
