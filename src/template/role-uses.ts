import type { Json } from '../core/json.ts';
import { dataAt } from './data.ts';
import { type Resource, resourcesOf } from './function.ts';
import { intrinsicOf, namesIn, type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at } from './tree.ts';

/** A place in a resource that names a role. */
export interface RoleUse {
  readonly resource: Resource;
  /**
   * `runs`: it takes the role's permissions. `attaches`: a policy of the role. `waits`: only made after it. `names`: anything else,
   * such as a policy that lets the role in, which a role of another name is not.
   */
  readonly how: 'runs' | 'attaches' | 'waits' | 'names';
}

/** The properties that say as which role a resource runs: `Role`, `RoleArn`, `ExecutionRoleArn`, `TaskRoleArn`. */
const RUNS_AS = /Role(?:Arn|ARN)?$/;
const POLICIES = /^AWS::IAM::(?:Policy|ManagedPolicy|RolePolicy)$/;

/** What no ARN of a role has: https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
const BESIDE_ARNS = /[^\w+=,.@/:*-]+/;

function howOf({ type }: Resource, [part, property, ...deeper]: readonly string[]): RoleUse['how'] {
  if (part === 'DependsOn') return 'waits';
  if (POLICIES.test(type) && (property === 'Roles' || property === 'RoleName')) return 'attaches';
  if (type === 'AWS::IAM::InstanceProfile' && property === 'Roles') return 'runs';
  return RUNS_AS.test(deeper.at(-1) ?? property ?? '') ? 'runs' : 'names';
}

/** The keys that lead to each value for which `is` holds; positions in lists and functions of the template are no keys. */
function pathsTo(
  value: Json,
  is: (value: Json, path: readonly string[]) => boolean,
  path: readonly string[] = [],
): (readonly string[])[] {
  if (is(value, path)) return [path];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => pathsTo(item, is, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, held]) =>
    pathsTo(held, is, key.startsWith('Fn::') ? path : [...path, key]),
  );
}

/** The name that a template gives a role; null where CloudFormation makes one, or it is not known. */
export function roleNameOf(template: Template, place: Place, role: Resource): string | null {
  const named = at(template, role.map, 'Properties', 'RoleName');
  const name = named === null ? null : resolve(template, place, dataAt(template, named)).value;
  return typeof name === 'string' && name !== '' ? name : null;
}

/** Whether a value at a path is a reference to the role, or a text with its ARN; or its name, where a role is named. */
function isReference(template: Template, place: Place, role: Resource) {
  const name = roleNameOf(template, place, role);
  const isName = (text: string, path: readonly string[]): boolean =>
    name !== null &&
    (text.split(BESIDE_ARNS).some((word) => word.includes(':role/') && word.endsWith(`/${name}`)) ||
      (text === name && /Role(?:s|Name)?$/.test(path.at(-1) ?? '')));
  return (value: Json, path: readonly string[]): boolean => {
    if (typeof value === 'string') return isName(value, path);
    const called = intrinsicOf(value);
    if (called === null || !['Ref', 'Fn::GetAtt', 'Fn::Sub', 'Fn::Join'].includes(called.name)) return false;
    if (namesIn(template, value).includes(role.logicalId)) return true;
    const { value: known } = resolve(template, { ...place, account: place.account ?? '*' }, value);
    return typeof known === 'string' && isName(known, path);
  };
}

/** Where the resources of a template name a role of it, each resource and way once; the role's own text counts too. */
export function roleUses(template: Template, place: Place, role: Resource): readonly RoleUse[] {
  const is = isReference(template, place, role);
  return resourcesOf(template).flatMap((resource) => {
    const { Metadata: _, ...data } = dataAt(template, resource.map) as { readonly [key: string]: Json };
    const ways = pathsTo(data, is)
      .filter((path) => resource.logicalId !== role.logicalId || path[1] !== 'RoleName')
      .map((path) => howOf(resource, path));
    return [...new Set(ways)].map((how) => ({ resource, how }));
  });
}

/** The outputs of a template that hand a role's name or ARN on. */
export function outputsNaming(template: Template, place: Place, role: Resource): readonly string[] {
  const outputs = at(template, template.root, 'Outputs');
  const is = isReference(template, place, role);
  return Object.entries(outputs === null ? {} : (dataAt(template, outputs) as { readonly [key: string]: Json }))
    .filter(([, output]) => pathsTo(output, is).length > 0)
    .map(([key]) => key);
}
