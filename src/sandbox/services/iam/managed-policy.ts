import type { Json } from '../../../core/json.ts';
import { type Fault, fault, type Input, text } from '../../operation.ts';
import type { ManagedPolicy, World } from '../../world.ts';

/** The resource of a managed policy's operation. */
export const onPolicy = (_world: World, input: Input): string => text(input, 'PolicyArn');

/** IAM's answer where there is no such policy. */
export const noManaged = (arn: string): { readonly fault: Fault } =>
  fault('NoSuchEntity', 404, `Policy ${arn} was not found.`);

/** An attached policy as IAM lists it. */
export const attachedShape = (arn: string): Json => ({ PolicyArn: arn, PolicyName: arn.split('/').at(-1) ?? arn });

/** How many users, groups and roles have the policy attached. */
export const attachmentsOf = (world: World, { arn }: ManagedPolicy): number =>
  [...Object.values(world.roles), ...Object.values(world.users), ...Object.values(world.groups)].filter(
    ({ attached }) => attached.includes(arn),
  ).length;
