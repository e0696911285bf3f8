import { type Fault, fault, type Input, text } from '../../operation.ts';
import type { ManagedPolicy, World } from '../../world.ts';

/** The resource of a managed policy's operation. */
export const onPolicy = (_world: World, input: Input): string => text(input, 'PolicyArn');

/** IAM's answer where there is no such policy. */
export const noManaged = (arn: string): { readonly fault: Fault } =>
  fault('NoSuchEntity', 404, `Policy ${arn} was not found.`);

/** How many users and roles have the policy attached. */
export const attachmentsOf = (world: World, { arn }: ManagedPolicy): number =>
  [...Object.values(world.roles), ...Object.values(world.users)].filter(({ attached }) => attached.includes(arn))
    .length;
