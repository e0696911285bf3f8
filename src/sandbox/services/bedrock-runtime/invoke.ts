import type { Moment, World } from '../../world.ts';
import { lifecycleOf, modelAnywhere } from '../bedrock/model.ts';
import { baseModelId, findProfile } from '../bedrock/profile.ts';
import { dueFault } from './capacity.ts';
import { gateFor } from './gates.ts';
import type { Invocation, Invoked } from './invocation.ts';
import { missingPermission } from './permissions.ts';
import { subscribed } from './subscription.ts';

/**
 * Bedrock's decision on one invocation, in the order in which its errors are seen: policies, id, lifecycle, gates of the
 * account, form, agreement, capacity.
 */
export function invoke(world: World, call: Invocation, now: Moment): Invoked {
  const refuse = (code: string, status: number, message: string): Invoked => ({
    world,
    fault: { code, status, message },
  });
  if (world.bedrock.unsupportedRegions.includes(call.region)) {
    return refuse('Error', 500, `getaddrinfo ENOTFOUND bedrock-runtime.${call.region}.amazonaws.com`);
  }
  const missing = missingPermission(world, call, now);
  if (missing !== null) return refuse('AccessDeniedException', 403, missing);

  const profile = findProfile(world, call.modelId, call.region);
  const model = modelAnywhere(world, profile ? baseModelId(profile) : call.modelId);
  // A profile routes to Regions of its own; a bare id must be offered where it is called.
  if (!model || (!profile && !model.regions.includes(call.region)) || elsewhere(call)) {
    return refuse('ValidationException', 400, 'The provided model identifier is invalid.');
  }
  if (!profile && !model.inferenceTypes.includes('ON_DEMAND')) {
    return refuse(
      'ValidationException',
      400,
      `Invocation of model ID ${model.id} with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.`,
    );
  }
  const { endOfLife } = lifecycleOf(model, call.region);
  if (endOfLife !== null && endOfLife <= now) {
    return refuse(
      'ResourceNotFoundException',
      404,
      'This model version has reached the end of its life. Please refer to the AWS documentation for more details.',
    );
  }
  const { gate, dataRetention, form } = world.bedrock;
  const closed = gateFor(gate, model.provider, dataRetention);
  if (closed) return { world, fault: closed({ id: model.id, retention: dataRetention }) };
  if (model.provider === 'Anthropic' && (form === null || form.effectiveAt > now)) {
    return refuse(
      'ResourceNotFoundException',
      404,
      'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
    );
  }
  const allowed = subscribed(world, call, model, now);
  return 'fault' in allowed ? allowed : (dueFault(allowed.world) ?? allowed);
}

/** Whether the id is an ARN of another Region. */
const elsewhere = ({ modelId, region }: Invocation): boolean =>
  modelId.startsWith('arn:') && modelId.split(':')[3] !== region;
