import { isScalar, type YAMLMap } from 'yaml';
import { dataAt } from './data.ts';
import { intrinsicOf, namesIn, type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at, type Entry, entries, entry, lineOf, plainMap } from './tree.ts';

/** A resource of a template. */
export interface Resource {
  readonly logicalId: string;
  readonly type: string;
  readonly map: YAMLMap;
  readonly line: number;
}

/** Who owns the policies of a function: the function itself, or a role of the same file; or why neither can be said. */
export type Holder =
  | { readonly kind: 'function' | 'role'; readonly resource: Resource }
  | { readonly kind: 'elsewhere'; readonly why: string };

const SAM_FUNCTION = 'AWS::Serverless::Function';
const FUNCTIONS: ReadonlySet<string> = new Set([SAM_FUNCTION, 'AWS::Lambda::Function']);
const NESTED: ReadonlySet<string> = new Set(['AWS::Serverless::Application', 'AWS::CloudFormation::Stack']);

/** Every resource with a type. */
export function resourcesOf(template: Template): readonly Resource[] {
  const map = plainMap(at(template, template.root, 'Resources'));
  return (map ? entries(template, map) : []).flatMap(({ key, pair, value }) => {
    const type = at(template, value, 'Type');
    const held = plainMap(value);
    return held && isScalar(type)
      ? [{ logicalId: key, type: String(type.value), map: held, line: lineOf(template, pair) }]
      : [];
  });
}

/** The functions a template makes, in its order. */
export const functionsOf = (template: Template): readonly Resource[] =>
  resourcesOf(template).filter(({ type }) => FUNCTIONS.has(type));

/** One function; the error is a sentence that says where it may be instead. */
export function functionOf(
  template: Template,
  logicalId: string,
): { readonly ok: Resource } | { readonly error: string } {
  const resources = resourcesOf(template);
  const found = resources.find((resource) => resource.logicalId === logicalId);
  if (found && FUNCTIONS.has(found.type)) return { ok: found };
  const { path } = template;
  if (found) {
    return {
      error: `${logicalId} in ${path}, line ${found.line}, is ${article(found.type)} ${found.type}, not a function; name one with --function.`,
    };
  }
  const nested = resources.filter(({ type }) => NESTED.has(type)).map((one) => nestedText(template, one));
  const made = loops(template);
  const there = functionsOf(template).map((one) => one.logicalId);
  const hint =
    nested.length > 0
      ? ` It may be in the nested ${nested.join(' or ')}: name that file with --template.`
      : made.length > 0
        ? ` It may be made by ${made.join(', ')}, which this tool does not expand: edit that by hand.`
        : there.length > 0
          ? ` Its functions: ${there.join(', ')}. Name one with --function.`
          : ' It has no function: name another file with --template.';
  return { error: `${path} has no function ${logicalId}.${hint}` };
}

const article = (type: string): string => (/^[AEIOU]/.test(type) ? 'an' : 'a');

function nestedText(template: Template, { logicalId, map }: Resource): string {
  const where = at(template, map, 'Properties', 'Location') ?? at(template, map, 'Properties', 'TemplateURL');
  return isScalar(where) ? `${logicalId} (${String(where.value)})` : logicalId;
}

/** `Fn::ForEach` among the resources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-foreach.html */
function loops(template: Template): readonly string[] {
  const map = plainMap(at(template, template.root, 'Resources'));
  return (map ? entries(template, map) : []).map(({ key }) => key).filter((key) => key.startsWith('Fn::ForEach'));
}

/**
 * Where the permissions of a function are to be written. A function with a `Role` ignores its `Policies`:
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
 */
export function holderOf(template: Template, place: Place, resource: Resource): Holder {
  const role = entry(template, at(template, resource.map, 'Properties'), 'Role');
  const { path } = template;
  const shared = globalOf(template, resource);
  if (shared !== null) return { kind: 'elsewhere', why: shared };
  if (role === null) {
    if (resource.type === SAM_FUNCTION) return { kind: 'function', resource };
    return {
      kind: 'elsewhere',
      why: `${resource.logicalId} in ${path}, line ${resource.line}, has no Role: give it one, and run this again.`,
    };
  }
  const found = roleIn(template, place, role);
  if (found) return { kind: 'role', resource: found };
  return { kind: 'elsewhere', why: elsewhere(template, resource, role) };
}

/** Why SAM refuses what `Globals` say of every function's permissions; null where they say nothing. `samtranslator/plugins/globals/globals.py` */
function globalOf(template: Template, { type }: Resource): string | null {
  if (type !== SAM_FUNCTION) return null;
  const globals = at(template, template.root, 'Globals', 'Function');
  const found = ['Role', 'Policies'].flatMap((name) => entry(template, globals, name) ?? []);
  const [one] = found;
  if (one === undefined) return null;
  return `SAM takes no ${one.key} in Globals (${template.path}, line ${lineOf(template, one.pair)}): write it into each function, and run this again.`;
}

/** The role of the same file that a `Role` property names, by its ARN or by its name. */
function roleIn(template: Template, place: Place, role: Entry): Resource | null {
  const value = dataAt(template, role.value);
  const roles = resourcesOf(template).filter(({ type }) => type === 'AWS::IAM::Role');
  if (intrinsicOf(value)?.name === 'Fn::If') return null;
  const [named, ...more] = roles.filter(({ logicalId }) => namesIn(template, value).includes(logicalId));
  if (named) return more.length === 0 ? named : null;
  const { value: arn } = resolve(template, { ...place, account: place.account ?? '*' }, value);
  const name = typeof arn === 'string' ? arn.split('/').at(-1) : undefined;
  return (
    roles.find(({ map }) => {
      const own = at(template, map, 'Properties', 'RoleName');
      return name !== undefined && own !== null && resolve(template, place, dataAt(template, own)).value === name;
    }) ?? null
  );
}

/** Why a role cannot be edited here, and where it must be. */
function elsewhere(template: Template, { logicalId }: Resource, role: Entry): string {
  const value = dataAt(template, role.value);
  const where = `The role of ${logicalId} (${template.path}, line ${lineOf(template, role.pair)})`;
  if (typeof value === 'string')
    return `${where} is ${value}, which this template does not make: change it where it is made, or use option 3.`;
  const called = intrinsicOf(value);
  if (called?.name === 'Fn::If')
    return `${where} depends on a condition, so that it cannot be said which role is meant: edit it by hand.`;
  if (called?.name === 'Fn::ImportValue') {
    return `${where} is imported from another stack (${JSON.stringify(called.argument)}): change the template that exports it.`;
  }
  if (called?.name === 'Ref' && called.argument === 'AWS::NoValue') {
    return `${where} is AWS::NoValue, for which SAM makes no role: take the line away first.`;
  }
  if (called?.name === 'Ref') {
    return `${where} comes from the parameter ${String(called.argument)}: change the role where it is made, or use option 3.`;
  }
  const [named] = namesIn(template, value);
  const owner = resourcesOf(template).find((one) => one.logicalId === named);
  if (owner && NESTED.has(owner.type)) {
    return `${where} comes from the nested ${nestedText(template, owner)}: name that file with --template, and its function or role with it.`;
  }
  return owner
    ? `${where} comes from ${owner.logicalId}, ${article(owner.type)} ${owner.type}: change it there.`
    : `${where} is ${JSON.stringify(value)}, which is no role of this template: change it where it is made.`;
}
