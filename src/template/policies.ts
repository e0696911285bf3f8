import { isAlias, isMap, isScalar, type Node, type Pair, visit, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Json } from '../core/json.ts';
import { dataAt, isMerge, targetOf } from './data.ts';
import type { Resource } from './function.ts';
import { addEntry, addItems, fill, wrap } from './insert.ts';
import type { Page } from './page.ts';
import { intrinsicOf } from './resolve.ts';
import type { Edit } from './splice.ts';
import { at, type Entry, entry, followed, lineOf, plainMap, plainSeq } from './tree.ts';

type Written = { readonly ok: Edit } | { readonly error: string };
type Kind = 'function' | 'role';

/** The name an inline policy gets on a role. */
const POLICY_NAME = 'BedrockAccess';
const VERSION = '2012-10-17';

/** A new policy in the form its place takes. A role's policies have names, which must differ. */
function policyOf(kind: Kind, statements: readonly Json[], names: readonly string[]): Json {
  const document = { Version: VERSION, Statement: statements };
  if (kind === 'function') return document;
  let name = POLICY_NAME;
  for (let count = 2; names.includes(name); count += 1) name = `${POLICY_NAME}${count}`;
  return { PolicyName: name, PolicyDocument: document };
}

/** Adds statements to the `Policies` of a function or role, in whatever form they are written. */
export function writePolicies(page: Page, kind: Kind, holder: Resource, statements: readonly Json[]): Written {
  const { template } = page;
  const properties = entry(template, holder.map, 'Properties');
  const fresh = [policyOf(kind, statements, [])];
  if (properties === null) return { ok: addEntry(page, holder.map, 'Properties', { Policies: fresh }) };
  if (isEmpty(properties.value)) return filled(page, properties, { Policies: fresh });
  const map = plainMap(properties.value);
  if (map === null) return cannot(page, holder, properties, 'Properties');
  const policies = entry(template, map, 'Policies');
  if (policies === null) return { ok: addEntry(page, map, 'Policies', fresh) };
  if (isEmpty(policies.value)) return filled(page, policies, fresh);
  const list = plainSeq(policies.value);
  if (list) return { ok: intoList(page, kind, list, statements) };
  if (kind === 'role') return cannot(page, holder, policies, 'Policies');
  return intoSingle(page, holder, policies, statements, fresh);
}

/**
 * The same where others share the policies by an anchor: the holder gets a list of its own with the statements, and what
 * the others get stays as it is.
 */
export function detachPolicies(page: Page, kind: Kind, holder: Resource, statements: readonly Json[]): Written {
  const { template } = page;
  const properties = entry(template, holder.map, 'Properties');
  const map = properties && properties.pair.value === properties.value ? plainMap(properties.value) : null;
  const policies = map && entry(template, map, 'Policies');
  if (map === null || policies === null || properties?.owner !== holder.map) {
    return {
      error: `The Properties of ${holder.logicalId} (${template.path}, line ${holder.line}) are shared as a whole: give it its own Policies by hand.`,
    };
  }
  const old = dataAt(template, policies.value);
  const items = Array.isArray(old) ? (old as readonly Json[]) : [old];
  const fresh = policyOf(kind, statements, items.flatMap(nameOf));
  if (policies.owner !== map) return { ok: addEntry(page, map, 'Policies', [...items, fresh]) };
  if (isAlias(policies.pair.value)) return { ok: fill(page, map, policies.pair, [...items, fresh]) };
  return handedOn(page, policies, items, fresh) ?? { error: carries(template, holder, policies) };
}

const carries = ({ path, ...template }: Page['template'], { logicalId }: Resource, { pair }: Entry): string =>
  `${logicalId} (${path}, line ${lineOf({ path, ...template }, pair)}) carries the anchor that others use: move the anchor to one of them, or leave --detach out.`;

/**
 * The anchor handed on to the first that uses it, with the list as it was: an anchor that is defined again counts from there
 * on (https://yaml.org/spec/1.1/#id899912). Null where the list, or that use of it, is not written plainly.
 */
function handedOn(page: Page, { pair, value }: Entry, items: readonly Json[], fresh: Json): Written | null {
  const { template } = page;
  const list = plainSeq(value);
  const anchor = list?.anchor;
  if (list === null || anchor === undefined) return null;
  let use: { readonly owner: YAMLMap; readonly pair: Pair } | null = null;
  visit(template.document, {
    Map(_, map) {
      const found = map.items.find((one) => isAlias(one.value) && targetOf(template.document, one.value) === list);
      if (!found || isMerge(found)) return undefined;
      use ??= { owner: map, pair: found };
      return visit.BREAK;
    },
  });
  const first = use as { readonly owner: YAMLMap; readonly pair: Pair } | null;
  if (first === null) return null;
  const copy = fill(page, first.owner, first.pair, items);
  const [head, ...rest] = copy.splices;
  if (head === undefined) return null;
  const named = rest.length === 0 ? `&${anchor} ${head.insert}` : ` &${anchor}`;
  const { splices } = addItems(page, list, [fresh]);
  return {
    ok: {
      splices: [{ ...head, insert: named }, ...rest, ...splices],
      patches: new Map([[pair, (before: Json) => [...(before as readonly Json[]), fresh]]]),
      onlyAdds: false,
    },
  };
}

const nameOf = (policy: Json): readonly string[] => {
  const name = typeof policy === 'object' && policy !== null && 'PolicyName' in policy ? policy.PolicyName : null;
  return typeof name === 'string' ? [name] : [];
};

const isEmpty = (node: Node | null): boolean =>
  node === null || (isScalar(node) && node.value === null && !node.tag?.startsWith('!'));

const filled = (page: Page, { owner, pair }: Entry, value: Json): Written => ({ ok: fill(page, owner, pair, value) });

/** Into a policy that speaks of Bedrock already, where that leaves old lines alone; else as a policy of its own. */
function intoList(page: Page, kind: Kind, list: YAMLSeq, statements: readonly Json[]): Edit {
  const { template } = page;
  const documents = list.items
    .filter(isMap)
    .map((item) => (kind === 'function' ? item : at(template, item, 'PolicyDocument')));
  for (const document of documents.toReversed()) {
    const into = statementList(page, document);
    if (into === null || !speaksOfBedrock(dataAt(template, into))) continue;
    const edit = addItems(page, into, statements);
    if (edit.onlyAdds) return edit;
  }
  const names = list.items.flatMap((item) => {
    const name = at(template, followed(template, item), 'PolicyName');
    return isScalar(name) ? [String(name.value)] : [];
  });
  return addItems(page, list, [policyOf(kind, statements, names)]);
}

const statementList = ({ template }: Page, document: Node | null): YAMLSeq | null => {
  const found = plainMap(document) ? entry(template, document, 'Statement') : null;
  // A list under an anchor may be somebody else's too.
  return found && found.pair.value === found.value && !found.value?.anchor ? plainSeq(found.value) : null;
};

const speaksOfBedrock = (statements: Json): boolean =>
  [statements].flat().some((statement) => {
    const action =
      typeof statement === 'object' && statement !== null ? (statement as { readonly Action?: Json }).Action : null;
    return /"(?:bedrock|aws-marketplace):/i.test(JSON.stringify(action ?? null));
  });

/** A single policy: a name, an ARN, a policy template, or a document with one statement or several. */
function intoSingle(
  page: Page,
  holder: Resource,
  policies: Entry,
  statements: readonly Json[],
  fresh: readonly Json[],
): Written {
  const { template } = page;
  const document = plainMap(policies.value);
  const statement = document && entry(template, document, 'Statement');
  if (document && statement) {
    const list = plainSeq(statement.value);
    if (list) return { ok: addItems(page, list, statements) };
    if (plainMap(statement.value) && statement.pair.value === statement.value) {
      return { ok: wrap(page, statement.owner, statement.pair, statements) };
    }
    return cannot(page, holder, statement, 'Statement');
  }
  if (!isOne(page, policies.value)) return cannot(page, holder, policies, 'Policies');
  return { ok: wrap(page, policies.owner, policies.pair, fresh) };
}

/** Whether a value is one policy. What a function of the template makes of it may be a list: then it cannot be put into one. */
function isOne({ template }: Page, node: Node | null): boolean {
  if (node === null) return false;
  const called = intrinsicOf(dataAt(template, node));
  if (called === null) return true;
  if (called.name === 'Ref') {
    const type = at(template, template.root, 'Parameters', String(called.argument), 'Type');
    return !isScalar(type) || !/List/.test(String(type.value));
  }
  return ['Fn::Sub', 'Fn::Join', 'Fn::ImportValue', 'Fn::GetAtt'].includes(called.name);
}

function cannot(
  { template }: Page,
  { logicalId }: Resource,
  { pair, value }: Entry,
  what: string,
): { readonly error: string } {
  const called = value ? intrinsicOf(dataAt(template, value)) : null;
  const form = called ? `computed by ${called.name}` : 'in a form that this tool does not know';
  return {
    error: `The ${what} of ${logicalId} (${template.path}, line ${lineOf(template, pair)}) are ${form}: add the statements by hand.`,
  };
}
