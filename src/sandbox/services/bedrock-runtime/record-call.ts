import { chance } from '../../chance.ts';
import type { Fault } from '../../operation.ts';
import type { Moment, World } from '../../world.ts';
import { destinationArns, findProfile } from '../bedrock/profile.ts';
import { recordEvent } from '../cloudtrail/record-event.ts';
import { VPC_ENDPOINT } from '../ec2/index.ts';
import type { Invocation } from './invocation.ts';

/** No call arrived: the name of the host could not even be resolved. */
const NOT_ARRIVED = 'Error';

/** Where a profile sent a served call; null for a call that stays in its Region. */
function inferenceRegion(world: World, call: Invocation): string | null {
  const profile = findProfile(world, call.modelId, call.region);
  if (!profile) return null;
  const regions = destinationArns(world, profile, call.region)
    .map((arn) => arn.split(':')[3] ?? '')
    .filter((region) => region !== '');
  return regions[Math.floor(chance(world.serial, 1) * regions.length)] ?? call.region;
}

/**
 * Makes a call and puts it into the event history: calls of models are management events there, without their bodies.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/logging-using-cloudtrail.html
 */
export function recordCall<T extends { readonly world: World; readonly fault?: Fault }>(
  before: World,
  call: Invocation,
  now: Moment,
  make: (world: World) => T,
): T {
  const made = make(before);
  const fault = made.fault ?? null;
  if (fault?.code === NOT_ARRIVED) return made;
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys-monitor.html: a call with an API key has no access key.
  const bearer = call.accessKeyId === '';
  const region = fault === null ? inferenceRegion(before, call) : null;
  const world = recordEvent(made.world, {
    at: now,
    source: 'bedrock.amazonaws.com',
    name: call.operation,
    region: call.region,
    principal: call.principal,
    accessKeyId: call.accessKeyId,
    userAgent: call.userAgent,
    requestId: call.requestId,
    readOnly: true,
    parameters: { modelId: call.modelId },
    ...(region === null && !bearer
      ? {}
      : {
          additional: {
            ...(region === null ? {} : { inferenceRegion: region }),
            ...(bearer ? { callWithBearerToken: true } : {}),
          },
        }),
    vpcEndpointId: call.endpointPolicy === null ? null : VPC_ENDPOINT,
    fault,
  });
  return { ...made, world };
}
