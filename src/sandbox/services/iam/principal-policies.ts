import { currentInline, groupsOf, roleOf } from '../../authorize.ts';
import { type Fault, fault } from '../../operation.ts';
import type { Group, World } from '../../world.ts';
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
  const group = here && type === 'group' ? world.groups[name] : undefined;
  const holder = !here
    ? null
    : type === 'role'
      ? roleOf(world, arn)
      : type === 'user'
        ? (world.users[name] ?? null)
        : null;
  if (!holder && !group) return fault('NoSuchEntity', 404, `The ${type} with name ${name} cannot be found.`);
  const ofGroup = (one: Group): readonly Source[] => [
    ...Object.entries(one.inline).map(([policy, document]) => sourceOf(`group_${one.name}_${policy}`, document)),
    ...one.attached.flatMap((attached) => managed(world, attached)),
  ];
  if (!holder) return { identity: group ? ofGroup(group) : [], boundary: null };
  return {
    identity: [
      ...Object.entries(currentInline(holder)).map(([policy, document]) =>
        sourceOf(`${type}_${name}_${policy}`, document),
      ),
      ...holder.attached.flatMap((one) => managed(world, one)),
      // "If you specify a user, the simulation also includes all of the policies that are attached to groups".
      ...('trust' in holder ? [] : groupsOf(world, holder).flatMap(ofGroup)),
    ],
    boundary: holder.boundary === null ? null : (managed(world, holder.boundary)[0] ?? null),
  };
}
