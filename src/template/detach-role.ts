import { isAlias, isScalar, type Node, type YAMLMap } from 'yaml';
import type { Json } from '../core/json.ts';
import { alsoChanged, checked } from './checked.ts';
import { dataAt } from './data.ts';
import { oneLine } from './flow.ts';
import type { Resource } from './function.ts';
import { addEntry, addItems, fill } from './insert.ts';
import type { Page } from './page.ts';
import { contentEnd, valueStart } from './place.ts';
import { intrinsicOf, namesIn, type Place } from './resolve.ts';
import { outputsNaming, roleNameOf, roleUses } from './role-uses.ts';
import { type Edit, lineEndAt, lineStart, together } from './splice.ts';
import { columnOf, styleOf } from './style.ts';
import type { Template } from './template.ts';
import { at, entry, lineOf, plainMap, plainSeq } from './tree.ts';

type JsonObject = { readonly [key: string]: Json };

/** A template in which a function has a role of its own. */
export interface DetachedRole {
  readonly template: Template;
  /** The logical id of the copy. */
  readonly role: string;
  /** What the copy is not; sentences. */
  readonly warnings: readonly string[];
}

/**
 * Gives a function its own copy of a role that it shares: the same trust, boundary and policies under a logical id of its own,
 * without the name, for no two roles of an account have one. Policies of the file that are attached to the role are attached to the
 * copy too. Pure. Refused, in one sentence, where something else names the role and would not hold for the copy.
 */
export function detachRole(
  template: Template,
  place: Place,
  one: Resource,
  role: Resource,
): { readonly ok: DetachedRole } | { readonly error: string } {
  const page: Page = { template, style: styleOf(template) };
  const where = `${role.logicalId} (${template.path}, line ${role.line})`;
  const leave = `give ${one.logicalId} a role of its own by hand, or leave --detach out.`;
  const resources = plainMap(at(template, template.root, 'Resources'));
  const properties = plainMap(at(template, role.map, 'Properties'));
  if (resources === null || properties === null || intrinsicOf(dataAt(template, properties)) !== null) {
    return { error: `The Properties of ${where} are in a form that this tool cannot copy: ${leave}` };
  }
  const uses = roleUses(template, place, role);
  const naming = uses.filter(({ how, resource }) => how === 'names' && resource.logicalId !== one.logicalId);
  const [own] = uses.filter(({ how, resource }) => how === 'names' && resource.logicalId === one.logicalId);
  if (own) {
    return {
      error: `${one.logicalId} names ${where} elsewhere than in its Role, so that a copy might not do: ${leave}`,
    };
  }
  if (naming.length > 0) {
    const names = [...new Set(naming.map(({ resource }) => resource.logicalId))].join(', ');
    return {
      error: `${names} name${names.includes(',') ? '' : 's'} the role ${where}, and what holds for that role there would not hold for a copy: ${leave}`,
    };
  }
  const id = freshId(template, `${one.logicalId}Role`);
  const added: (readonly [string, Json])[] = [[id, copyOf(template, role)]];
  const edits: Edit[] = [pointTo(page, one, role, id)];
  const touched = [one.logicalId];
  for (const { resource } of uses.filter(({ how }) => how === 'attaches')) {
    if (resource.type === 'AWS::IAM::RolePolicy') {
      added.push([freshId(template, `${id}${resource.logicalId}`), attachedTo(template, resource, id)]);
      continue;
    }
    const list = plainSeq(at(template, resource.map, 'Properties', 'Roles'));
    if (list === null) {
      return {
        error: `The Roles of ${resource.logicalId} (${template.path}, line ${resource.line}) are computed, so that the copy of ${role.logicalId} cannot be added to them: ${leave}`,
      };
    }
    edits.push(addItems(page, list, [{ Ref: id }]));
    touched.push(resource.logicalId);
  }
  const result = checked(
    template,
    together([...edits, ...added.map(([key, value]) => addResource(page, resources, key, value))]),
  );
  if ('error' in result) return { error: result.error };
  const others = alsoChanged(template, result.ok.template, touched);
  if (others.length > 0) {
    return { error: `${one.logicalId} and ${others.join(', ')} share more than the role by an anchor: ${leave}` };
  }
  return { ok: { template: result.ok.template, role: id, warnings: warningsOf(template, place, role, id) } };
}

/** An id that nothing in the template has; CloudFormation takes letters and digits. */
function freshId(template: Template, wanted: string): string {
  const taken = new Set(
    ['Resources', 'Parameters', 'Conditions', 'Outputs'].flatMap((section) =>
      Object.keys((dataAt(template, at(template, template.root, section)) ?? {}) as JsonObject),
    ),
  );
  let id = wanted;
  for (let count = 2; taken.has(id); count += 1) id = `${wanted}${count}`;
  return id;
}

/** The role as it is, without its name and without what other tools note about it. */
function copyOf(template: Template, role: Resource): Json {
  const { Metadata: _, Properties: properties, ...rest } = dataAt(template, role.map) as JsonObject;
  const { RoleName: __, ...kept } = properties as JsonObject;
  return { ...rest, Properties: kept };
}

/** A policy of one role, for another one. */
function attachedTo(template: Template, policy: Resource, role: string): Json {
  const { Metadata: _, Properties: properties, ...rest } = dataAt(template, policy.map) as JsonObject;
  return { ...rest, Properties: { ...(properties as JsonObject), RoleName: { Ref: role } } };
}

/** A resource after all others, set off by an empty line where they are. */
function addResource(page: Page, resources: YAMLMap, id: string, value: Json): Edit {
  const edit = addEntry(page, resources, id, value);
  const { text } = page.template;
  const last = resources.items.at(-1)?.key as Node | undefined;
  const before = text.slice(0, lineStart(text, last?.range?.[0] ?? 0));
  const isSetOff = columnOf(resources) !== null && resources.items.length > 1 && /\n[ \t]*\r?\n$/.test(before);
  if (!isSetOff) return edit;
  return {
    ...edit,
    splices: edit.splices.map((splice) => ({ ...splice, insert: lineEndAt(text, splice.at) + splice.insert })),
  };
}

/** The function's `Role`, led to the copy: by its name alone where that is all that has to change. */
function pointTo(page: Page, one: Resource, role: Resource, id: string): Edit {
  const { template } = page;
  const { text } = template;
  const properties = at(template, one.map, 'Properties') as YAMLMap;
  const found = entry(template, properties, 'Role');
  const arn: Json = { 'Fn::GetAtt': [id, 'Arn'] };
  if (found === null || found.owner !== properties) return addEntry(page, properties, 'Role', arn);
  const { pair } = found;
  const value = pair.value as Node;
  const { at: start } = valueStart(pair);
  const end = contentEnd(value);
  const written = text.slice(start, end);
  const words = [...written.matchAll(/[A-Za-z0-9]+/g)].filter(([word]) => word === role.logicalId);
  const [word] = words;
  if (
    word &&
    words.length === 1 &&
    !isAlias(value) &&
    namesIn(template, dataAt(template, value)).includes(role.logicalId)
  ) {
    const renamed = JSON.parse(JSON.stringify(dataAt(template, value)).replace(role.logicalId, id)) as Json;
    return {
      splices: [{ at: start + word.index, remove: role.logicalId.length, insert: id }],
      patches: new Map([[pair, () => renamed]]),
      onlyAdds: false,
    };
  }
  if (isScalar(value) || isAlias(value)) {
    return {
      splices: [{ at: start, remove: end - start, insert: oneLine(page, arn) }],
      patches: new Map([[pair, () => arn]]),
      onlyAdds: false,
    };
  }
  return fill(page, properties, pair, arn);
}

/** What is to be known of the copy. */
function warningsOf(template: Template, place: Place, role: Resource, id: string): readonly string[] {
  const named = entry(template, at(template, role.map, 'Properties'), 'RoleName');
  const name = roleNameOf(template, place, role);
  const outputs = outputsNaming(template, place, role);
  return [
    ...(named === null
      ? []
      : [
          `${id} has no RoleName, for no two roles of an account have one${name === null ? '' : ` (${name})`}: what names the role of ${template.path}, line ${lineOf(template, named.pair)}, elsewhere does not hold for the copy.`,
        ]),
    ...(outputs.length === 0
      ? []
      : [
          `The output ${outputs.join(', ')} still hands on ${role.logicalId}: what other stacks allow that role does not hold for ${id}.`,
        ]),
  ];
}
