import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLSeq } from 'yaml';
import { dataAt } from './data.ts';
import type { Resource } from './function.ts';
import { intrinsicOf, type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at, type Entry, entries, entry, followed, isTagged, lineOf, plainMap, plainSeq } from './tree.ts';

/** A value that a function gets as a variable, and where it is written. */
export interface Spot {
  readonly variable: string;
  /** `OrdersFunction.Environment.Variables.MODEL_ID`, `Parameters.Model.Default`, `Mappings.Models.dev.Id`. */
  readonly where: string;
  readonly line: number;
  /** What it comes to; empty where the template does not tell. */
  readonly value: string;
  /** The scalar that can be replaced; null where the value is put together or comes from outside. */
  readonly node: Scalar | null;
  /** Whether it is set outside the template: by an import, a deployment's parameter or Systems Manager. */
  readonly outside: boolean;
  /** The parameter whose default it is, and the values that it lists as allowed. */
  readonly parameter: string | null;
  readonly allowed: YAMLSeq | null;
  /** Set in Globals, for every function. */
  readonly shared: boolean;
}

/** Every value a function's variables may have, each place once. */
export function modelSpots(template: Template, place: Place, { logicalId, type, map }: Resource): readonly Spot[] {
  const own = variables(template, at(template, map, 'Properties'));
  const names = new Set(own.map(({ key }) => key));
  const isSam = type === 'AWS::Serverless::Function';
  const globals = isSam ? variables(template, at(template, template.root, 'Globals', 'Function')) : [];
  const spots = [
    ...own.flatMap((one) => spotsOf(template, place, one, logicalId)),
    ...globals.filter(({ key }) => !names.has(key)).flatMap((one) => spotsOf(template, place, one, 'Globals.Function')),
  ];
  return spots.filter(
    (spot, index) => spot.node === null || spots.findIndex(({ node }) => node === spot.node) === index,
  );
}

function variables(template: Template, properties: Node | null): readonly Entry[] {
  const map = plainMap(at(template, properties, 'Environment', 'Variables'));
  return map ? entries(template, map) : [];
}

/** The places one variable is written in, through parameters, mappings and conditions. */
function spotsOf(template: Template, place: Place, { key, value }: Entry, owner: string): readonly Spot[] {
  const base: Omit<Spot, 'line' | 'value'> = {
    variable: key,
    where: `${owner}.Environment.Variables.${key}`,
    node: null,
    outside: false,
    parameter: null,
    allowed: null,
    shared: owner === 'Globals.Function',
  };
  const at = (node: Node | null): readonly Spot[] => {
    if (node === null) return [];
    const line = lineOf(template, node);
    if (isScalar(node) && !isTagged(node)) {
      return typeof node.value === 'string' ? [{ ...base, line, value: node.value, node }] : [];
    }
    const data = dataAt(template, node);
    const called = intrinsicOf(data);
    const branches = called?.name === 'Fn::If' ? ifBranches(template, node) : null;
    if (branches) return branches.flatMap(at);
    const parameter = called?.name === 'Ref' ? parameterSpot(template, String(called.argument)) : null;
    if (parameter) return [{ ...base, ...parameter }];
    if (called?.name === 'Fn::FindInMap' && Array.isArray(called.argument)) {
      return mappingSpots(template, String(called.argument[0])).map((leaf) => ({ ...base, ...leaf }));
    }
    const { value: text } = resolve(template, place, data);
    if (typeof text !== 'string') return [{ ...base, line, value: '', outside: called?.name === 'Fn::ImportValue' }];
    // `!Sub` of a text without variables is that text.
    return [{ ...base, line, value: text, node: isScalar(node) && node.value === text ? node : null }];
  };
  return at(value);
}

function ifBranches(template: Template, node: Node): readonly (Node | null)[] {
  const list = isSeq(node) ? node : at(template, node, 'Fn::If');
  return isSeq(list) ? list.items.slice(1).map((item) => followed(template, item)) : [];
}

type Part = Pick<Spot, 'where' | 'line' | 'value' | 'node'>;

/** The default of a parameter; one that names a parameter of Systems Manager is no value. */
function parameterSpot(
  template: Template,
  name: string,
): (Part & Pick<Spot, 'outside' | 'parameter' | 'allowed'>) | null {
  const declared = entry(template, at(template, template.root, 'Parameters'), name);
  if (declared === null) return null;
  const parameter = declared.value;
  const set = at(template, parameter, 'Default');
  const type = at(template, parameter, 'Type');
  const elsewhere = isScalar(type) && String(type.value).startsWith('AWS::SSM::');
  const known = isScalar(set) && typeof set.value === 'string' && !elsewhere;
  return {
    where: `Parameters.${name}${set ? '.Default' : ''}`,
    line: lineOf(template, set ?? declared.pair),
    value: known ? String(set.value) : '',
    node: known ? set : null,
    outside: !known,
    parameter: name,
    allowed: plainSeq(at(template, parameter, 'AllowedValues')),
  };
}

/** The texts of a mapping. */
function mappingSpots(template: Template, name: string): readonly Part[] {
  const under = (node: Node | null, where: string): readonly Part[] => {
    if (isScalar(node)) return [{ where, line: lineOf(template, node), value: String(node.value), node }];
    return isMap(node) ? entries(template, node).flatMap(({ key, value }) => under(value, `${where}.${key}`)) : [];
  };
  return under(at(template, template.root, 'Mappings', name), `Mappings.${name}`);
}
