import { currentInline, roleOf } from '../../authorise.ts';
import { type Fault, fault } from '../../operation.ts';
import type { World } from '../../world.ts';
import { type Source, sourceOf } from './policy-input.ts';

/** The policies of a user or role, named as the simulator names them. */
export interface PrincipalPolicies {
  readonly identity: readonly Source[];
  readonly boundary: Source | null;
}

/** A managed policy in its default version; none where it does not exist. */
function managed(world: World, arn: string): readonly Source[] {
  const policy = world.policies[arn];
  const document = policy?.versions[policy.defaultVersion];
  return policy && document !== undefined ? [sourceOf(policy.name, document)] : [];
}

/** The newest policies of the principal with that ARN, or AWS's error where it is nobody's here. */
export function principalPolicies(world: World, arn: string): PrincipalPolicies | { readonly fault: Fault } {
  const kind = /^arn:[^:]+:iam::\d*:(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(arn);
  if (!kind) {
    return fault('InvalidInput', 400, `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  const [, type = '', name = ''] = kind;
  const here = arn.split(':')[4] === world.account;
  const found = !here
    ? undefined
    : type === 'role'
      ? roleOf(world, arn)
      : type === 'user'
        ? world.users[name]
        : undefined;
  if (!found) return fault('NoSuchEntity', 404, `The ${type} with name ${name} cannot be found.`);
  const inline = 'trust' in found ? currentInline(found) : found.inline;
  return {
    identity: [
      ...Object.entries(inline).map(([policy, document]) => sourceOf(`${type}_${name}_${policy}`, document)),
      ...found.attached.flatMap((one) => managed(world, one)),
    ],
    boundary: found.boundary === null ? null : (managed(world, found.boundary)[0] ?? null),
  };
}
