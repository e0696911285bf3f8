import { everything, fault, type SandboxOperation, text } from '../../operation.ts';
import type { World } from '../../world.ts';

/** An operation of Bedrock's control plane. */
export const operation = (
  action: string,
  handle: SandboxOperation['handle'],
  resource: SandboxOperation['resource'] = everything,
): SandboxOperation => ({ action: `bedrock:${action}`, resource, handle });

/** The id at the end of an ARN, or the id itself. */
export const idOf = (identifier: string): string => identifier.split('/').at(-1) ?? identifier;

/** ARN of a model in a Region; AWS's models belong to no account. */
export const modelArn = (world: World, id: string, region: string): string =>
  `arn:${world.partition}:bedrock:${region}::foundation-model/${id}`;

/** The model of the input as the ARN a permission is needed on. */
export const onModel =
  (member: string): SandboxOperation['resource'] =>
  (world, input) =>
    modelArn(world, idOf(text(input, member)), world.region);

/** The answer to an id that no model has here. */
export const UNKNOWN_MODEL = fault('ValidationException', 400, 'The provided model identifier is invalid.');
