import { isSeq, type Node } from 'yaml';
import type { Json } from '../core/json.ts';
import { type PolicyDocument, PolicySyntaxError, parsePolicy } from '../iam/document.ts';
import { dataAt } from './data.ts';
import { type Resource, resourcesOf } from './function.ts';
import { managedStatements } from './managed.ts';
import { intrinsicOf, namesIn, type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at, followed, lineOf, plainMap, plainSeq } from './tree.ts';

/** A statement that the template gives a role. */
export interface Granted {
  /** The one statement, as a document that can be asked. */
  readonly document: PolicyDocument;
  /** As the template has it, intrinsics as they stand. */
  readonly data: Json;
  readonly effect: 'Allow' | 'Deny';
  /** 0 for a statement of one of AWS's managed policies, which has no line here. */
  readonly line: number;
  /** False where a condition of the template, or a value that is not known, decides whether it is as read. */
  readonly certain: boolean;
  /** Parameters whose defaults were taken. */
  readonly defaults: readonly string[];
}

type JsonObject = { readonly [key: string]: Json };
const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

/** Everything the template grants to or denies the holder: its own policies, and those of the file that name it. */
export function grantedTo(
  template: Template,
  place: Place,
  kind: 'function' | 'role',
  holder: Resource,
): readonly Granted[] {
  const properties = at(template, holder.map, 'Properties');
  const own = fromPolicies(template, place, at(template, properties, 'Policies'), true);
  const arns = fromPolicies(template, place, at(template, properties, 'ManagedPolicyArns'), true);
  // SAM makes the role of a function under this logical id, and other resources may refer to it.
  const role = kind === 'function' ? `${holder.logicalId}Role` : holder.logicalId;
  return [...own, ...arns, ...attached(template, place, role, holder)];
}

/** Policies of the same file that list the role, or are referred to by it. */
function attached(template: Template, place: Place, role: string, holder: Resource): readonly Granted[] {
  const named = at(template, holder.map, 'Properties', 'RoleName');
  const name = named ? resolve(template, place, dataAt(template, named)).value : null;
  const isRole = (value: Json): boolean => {
    const called = intrinsicOf(value);
    if (called?.name === 'Ref' || called?.name === 'Fn::Sub') {
      const [first] = [called.argument].flat();
      if (first === role || first === `\${${role}}`) return true;
    }
    return typeof name === 'string' && resolve(template, place, value).value === name;
  };
  return resourcesOf(template)
    .filter(({ type }) => /^AWS::IAM::(?:Policy|ManagedPolicy|RolePolicy)$/.test(type))
    .filter(({ map }) => {
      const roles = at(template, map, 'Properties', 'Roles') ?? at(template, map, 'Properties', 'RoleName');
      return roles !== null && listOf(dataAt(template, roles)).some(isRole);
    })
    .flatMap(({ map }) => fromResource(template, place, map));
}

/** The document of a policy resource; one with a Condition may not be there at all. */
function fromResource(template: Template, place: Place, map: Node): readonly Granted[] {
  const certain = at(template, map, 'Condition') === null;
  return fromDocument(template, place, at(template, map, 'Properties', 'PolicyDocument'), certain);
}

/** What is under `Policies` or `ManagedPolicyArns`, in any form. */
function fromPolicies(template: Template, place: Place, node: Node | null, certain: boolean): readonly Granted[] {
  if (node === null) return [];
  const list = plainSeq(node);
  if (list) return list.items.flatMap((item) => fromPolicies(template, place, followed(template, item), certain));
  const map = plainMap(node);
  if (map && at(template, map, 'Statement')) return fromDocument(template, place, map, certain);
  if (map && at(template, map, 'PolicyDocument'))
    return fromDocument(template, place, at(template, map, 'PolicyDocument'), certain);
  const branches = branchesOf(template, node);
  if (branches) return branches.flatMap((item) => fromPolicies(template, place, item, false));
  const data = dataAt(template, node);
  const { value: name } = resolve(template, place, data);
  if (typeof name === 'string')
    return managedStatements(name).flatMap((one) => granted(template, place, one, 0, certain));
  const referred = resourcesOf(template).filter(
    ({ logicalId, type }) => type === 'AWS::IAM::ManagedPolicy' && namesIn(template, data).includes(logicalId),
  );
  return referred.flatMap((one) =>
    fromResource(template, place, one.map).map((item) => ({ ...item, certain: item.certain && certain })),
  );
}

/** The two values of an `Fn::If`, short or long; null for anything else. */
function branchesOf(template: Template, node: Node): readonly (Node | null)[] | null {
  if (intrinsicOf(dataAt(template, node))?.name !== 'Fn::If') return null;
  const list = isSeq(node) ? node : at(template, node, 'Fn::If');
  return isSeq(list) ? list.items.slice(1).map((item) => followed(template, item)) : [];
}

function fromDocument(template: Template, place: Place, node: Node | null, certain: boolean): readonly Granted[] {
  return fromStatements(template, place, at(template, node, 'Statement'), certain);
}

function fromStatements(template: Template, place: Place, node: Node | null, certain: boolean): readonly Granted[] {
  if (node === null) return [];
  const list = plainSeq(node);
  if (list) return list.items.flatMap((item) => fromStatements(template, place, followed(template, item), certain));
  const branches = branchesOf(template, node);
  if (branches) return branches.flatMap((branch) => fromStatements(template, place, branch, false));
  return granted(template, place, dataAt(template, node), lineOf(template, node), certain);
}

/** The parts of a statement that name what it is about. */
const PARTS = ['Action', 'NotAction', 'Resource', 'NotResource'] as const;

/**
 * One statement made ready. What cannot be known narrows an Allow and widens a Deny: a grant is never taken for given,
 * and a Deny that might be in the way is not overlooked.
 */
function granted(template: Template, place: Place, data: Json, line: number, sure: boolean): readonly Granted[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return [];
  const statement = data as JsonObject;
  const effect = statement['Effect'] === 'Deny' ? 'Deny' : 'Allow';
  const known: Record<string, Json> = { Effect: effect };
  const defaults = new Set<string>();
  let certain = sure;
  for (const part of PARTS) {
    const written = statement[part];
    if (written === undefined) continue;
    const values = listOf(written).map((one) => {
      const { value, defaults: used } = resolve(template, place, one);
      for (const name of used) defaults.add(name);
      return value;
    });
    const all = values.filter((value) => value !== null);
    if (all.length < values.length && effect === 'Deny') {
      known[part.replace('Not', '')] = '*';
      certain = false;
      continue;
    }
    if (all.length === 0 || (all.length < values.length && part.startsWith('Not'))) return [];
    known[part] = all.flatMap(listOf);
  }
  if (statement['Condition'] !== undefined) {
    const { value, defaults: used } = resolve(template, place, statement['Condition']);
    for (const name of used) defaults.add(name);
    if (value !== null) known['Condition'] = value;
    else if (effect === 'Allow') return [];
    else certain = false;
  }
  try {
    const document = parsePolicy({ Version: '2012-10-17', Statement: known });
    return [{ document, data, effect, line, certain, defaults: [...defaults] }];
  } catch (error) {
    // CloudFormation will refuse it; nothing can be counted on.
    if (error instanceof PolicySyntaxError) return [];
    throw error;
  }
}
