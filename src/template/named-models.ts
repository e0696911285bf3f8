import { isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { looksLikeModel, parseModel } from '../bedrock/model-id.ts';
import { dataAt } from './data.ts';
import { intrinsicOf, type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at, entries, followed, isTagged, lineOf, plainMap } from './tree.ts';

/** A model that a template sets. */
export interface NamedModel {
  readonly id: string;
  readonly line: number;
  /** The parameter whose value it is; null for one that is written where it is used. */
  readonly parameter: string | null;
}

/**
 * What sets nothing: prose, policies and who may take them, what a parameter may be, what is compared or printed.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
 */
const SETS_NOTHING: ReadonlySet<string> = new Set([
  'Description',
  'ConstraintDescription',
  'Metadata',
  'Policies',
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'ManagedPolicyArns',
  'PermissionsBoundary',
  'AllowedValues',
  'AllowedPattern',
  'Rules',
  'Conditions',
  'Outputs',
]);

/** What separates words in a text that holds more than the id, such as code. */
const WORD = /[^\s"'`,;=()[\]{}<>]+/g;
/** Every id of a model has a version or a size after the provider; an address such as openai.com, or a key, has no digit. */
const isModel = (word: string): boolean =>
  !/[*$]/.test(word) && looksLikeModel(word) && (word.startsWith('arn:') || /\..*\d/.test(word));

/** Stands where the account is not known. */
const NO_ACCOUNT = '000000000000';
/** A system-defined profile is the same by its id as by its ARN; of anything else an account's own, the ARN is needed. */
function accountless(id: string): string | null {
  if (!id.includes(NO_ACCOUNT)) return id;
  const { kind, prefix, base } = parseModel(id);
  return kind === 'profile' && prefix !== null && base !== null ? `${prefix}.${base}` : null;
}

/**
 * Every model id a template sets, each once, parameters and mappings first: by themselves, put together by `!Sub` or
 * `!Join`, or as a word of inline code. `given` are values that a deployment gives to parameters. Of a mapping by Region
 * only this Region's values count.
 */
export function namedModels(
  template: Template,
  place: Place,
  given: ReadonlyMap<string, string> = new Map(),
): readonly NamedModel[] {
  for (const [name, value] of given) {
    if (isMap(at(template, template.root, 'Parameters', name)))
      template.document.setIn(['Parameters', name, 'Default'], value);
  }
  const somewhere = { ...place, account: place.account ?? NO_ACCOUNT };
  const found = new Map<string, NamedModel>();
  const take = (text: string, line: (word: string) => number, parameter: string | null): void => {
    for (const [word] of text.matchAll(WORD)) {
      const id = isModel(word) ? accountless(word) : null;
      if (id !== null && !found.has(id)) found.set(id, { id, line: line(word), parameter });
    }
  };
  const visit = (node: Node | null, parameter: string | null): void => {
    if (node === null) return;
    if (isScalar(node) && !isTagged(node)) {
      if (typeof node.value === 'string') take(node.value, (word) => lineWithin(template, node, word), parameter);
      return;
    }
    const called = isTagged(node) || isMap(node) ? intrinsicOf(dataAt(template, node)) : null;
    if (called !== null && called.name !== 'Fn::If') {
      // What a reference names is looked at where it is declared.
      const { value } = called.name === 'Ref' ? { value: null } : resolve(template, somewhere, dataAt(template, node));
      if (typeof value === 'string') take(value, () => lineOf(template, node), parameter);
      return;
    }
    if (isSeq(node)) for (const item of node.items) visit(followed(template, item), parameter);
    if (isMap(node)) {
      for (const { key, value } of entries(template, node)) if (!SETS_NOTHING.has(key)) visit(value, parameter);
    }
  };
  const root = plainMap(template.root);
  const sections = new Map(root ? entries(template, root).map(({ key, value }) => [key, value] as const) : []);
  const parameters = plainMap(sections.get('Parameters') ?? null);
  for (const { key, value } of parameters ? entries(template, parameters) : []) {
    visit(at(template, value, 'Default'), key);
  }
  const mappings = plainMap(sections.get('Mappings') ?? null);
  for (const { value } of mappings ? entries(template, mappings) : []) {
    visit(at(template, value, place.region) ?? value, null);
  }
  for (const [key, value] of sections) {
    if (key !== 'Parameters' && key !== 'Mappings' && !SETS_NOTHING.has(key)) visit(value, null);
  }
  return [...found.values()];
}

/** The line of a word of a scalar that may go over many; where it begins, when it is written in another way there. */
function lineWithin(template: Template, node: Scalar, word: string): number {
  const [begin = 0, , end = 0] = node.range ?? [];
  const within = template.text.slice(begin, end).indexOf(word);
  return template.lines.linePos(begin + Math.max(0, within)).line;
}
