import { type Ask, authorize, deniedMessage, isForeign } from '../../authorize.ts';
import type { Moment, World } from '../../world.ts';
import { idOf, modelArn } from '../bedrock/operation.ts';
import { destinationArns, findProfile, profileArn } from '../bedrock/profile.ts';
import type { Invocation } from './invocation.ts';

type Need = Pick<Ask, 'action' | 'resource'> & { readonly context: Readonly<Record<string, string>> };

/**
 * Every ARN a call is authorized on: the model in the called Region, or the profile and the model in each Region behind
 * it. https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
 */
function modelNeeds(world: World, call: Invocation): readonly Need[] {
  const action = call.streaming ? 'bedrock:InvokeModelWithResponseStream' : 'bedrock:InvokeModel';
  const here = {
    'aws:RequestedRegion': call.region,
    ...(call.guardrail === null ? {} : { 'bedrock:GuardrailIdentifier': call.guardrail }),
  };
  const profile = findProfile(world, call.modelId, call.region);
  if (!profile) {
    const resource = call.modelId.startsWith('arn:') ? call.modelId : modelArn(world, call.modelId, call.region);
    return [{ action, resource, context: here }];
  }
  const arn = profileArn(world, profile, call.region);
  return [
    { action, resource: arn, context: here },
    ...destinationArns(world, profile, call.region).map((resource) => ({
      action,
      resource,
      context: {
        ...here,
        // AWS's word for the Region of a global profile's model.
        'aws:RequestedRegion': resource.split(':')[3] || 'unspecified',
        'bedrock:InferenceProfileArn': arn,
      },
    })),
  ];
}

/** A guardrail needs a permission of its own, and its customer key another: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-permissions.html */
function guardrailNeeds(world: World, call: Invocation): readonly Need[] {
  if (call.guardrail === null) return [];
  const resource = call.guardrail.startsWith('arn:')
    ? call.guardrail
    : `arn:${world.partition}:bedrock:${call.region}:${world.account}:guardrail/${idOf(call.guardrail)}`;
  const context = { 'aws:RequestedRegion': call.region };
  const key = world.bedrock.guardrails[resource]?.kmsKeyArn ?? null;
  return [
    { action: 'bedrock:ApplyGuardrail', resource, context },
    ...(key === null
      ? []
      : [
          {
            action: 'kms:Decrypt',
            resource: key,
            context: { ...context, 'kms:ViaService': `bedrock.${call.region}.amazonaws.com` },
          },
        ]),
  ];
}

/**
 * A guardrail that the organization enforces is applied with the caller's permission and with that of the guardrail's own
 * policy: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-resource-based-policies.html
 */
function enforcedDenial(world: World, call: Invocation, now: Moment): string | null {
  for (const { arn, usable } of world.bedrock.enforcedGuardrails ?? []) {
    const ask: Ask = { principal: call.principal, action: 'bedrock:ApplyGuardrail', resource: arn };
    const decision = authorize(world, ask, now);
    if (decision.decision !== 'allowed') return deniedMessage(ask, decision);
    if (!usable) return deniedMessage(ask, { ...decision, decision: 'implicitDeny', layer: 'resource' });
  }
  return null;
}

/** AWS's words for the first permission that is missing, or null. AWS names one only, though more may be missing. */
export function missingPermission(world: World, call: Invocation, now: Moment): string | null {
  for (const need of [...modelNeeds(world, call), ...guardrailNeeds(world, call)]) {
    const { principal, endpointPolicy, sessionPolicies } = call;
    const ask: Ask = { ...need, principal, endpointPolicy, sessionPolicies };
    const decision = authorize(world, ask, now);
    if (decision.decision !== 'allowed') return deniedMessage(ask, decision);
    if (isForeign(world, need.resource)) {
      return deniedMessage(ask, { ...decision, decision: 'implicitDeny', layer: 'resource' });
    }
  }
  return enforcedDenial(world, call, now);
}
