import { isScalar, type Node } from 'yaml';
import type { Json } from '../core/json.ts';
import { dataAt } from './data.ts';
import type { Template } from './template.ts';
import { at, entries, plainMap } from './tree.ts';

/** Where a template is deployed, as far as its pseudo parameters tell; null where it is not known. */
export interface Place {
  readonly region: string;
  readonly account: string | null;
  readonly partition: string;
  readonly stack: string | null;
}

/** A value with its intrinsics worked out. */
export interface Resolved {
  /** Null where something in it cannot be known from the template. */
  readonly value: Json | null;
  /** Parameters whose default value was taken. */
  readonly defaults: readonly string[];
}

type JsonObject = { readonly [key: string]: Json };
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** The function an object calls, and its argument; null for an object that is no intrinsic. */
export function intrinsicOf(value: Json): { readonly name: string; readonly argument: Json } | null {
  if (!isObject(value)) return null;
  const [only, ...more] = Object.entries(value);
  if (!only || more.length > 0 || !/^(?:Ref|Condition|Fn::\w+)$/.test(only[0])) return null;
  return { name: only[0], argument: only[1] };
}

/** A part that the template does not tell. */
class Unknowable extends Error {}

/**
 * Works out the intrinsics of a value: pseudo parameters from the place, parameters from their defaults, literal
 * mappings. A condition, an import or another resource's attribute makes the whole value null.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
export function resolve(template: Template, place: Place, value: Json): Resolved {
  const defaults = new Set<string>();
  const lookUp = (name: string): Json => {
    const pseudo = pseudoParameter(place, name);
    if (pseudo !== undefined) {
      if (pseudo === null) throw new Unknowable();
      return pseudo;
    }
    const set = defaultOf(template, name);
    if (set === null) throw new Unknowable();
    defaults.add(name);
    return set;
  };
  const text = (found: Json): string => {
    if (typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean') return String(found);
    throw new Unknowable();
  };
  const substituted = (pattern: string, own: JsonObject): string =>
    pattern.replace(/\$\{(!?)([^}]*)\}/g, (_, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      const key = name.trim();
      return text(Object.hasOwn(own, key) ? of(own[key] ?? null) : lookUp(key));
    });
  const call = (name: string, argument: Json): Json => {
    if (name === 'Ref' && typeof argument === 'string') return lookUp(argument);
    if (name === 'Fn::Sub') {
      const [pattern, own] = isList(argument) ? argument : [argument, {}];
      if (typeof pattern === 'string') return substituted(pattern, isObject(own) ? own : {});
    }
    if (name === 'Fn::Join' && isList(argument) && argument.length === 2) {
      const [by, parts] = [of(argument[0] ?? null), of(argument[1] ?? null)];
      if (isList(parts)) return parts.map(text).join(text(by));
    }
    if (name === 'Fn::FindInMap' && isList(argument)) {
      const path = argument.slice(0, 3).map((part) => text(of(part)));
      const found = at(template, template.root, 'Mappings', ...path);
      if (path.length === 3 && found) return of(dataAt(template, found));
    }
    if (name === 'Fn::Select' && isList(argument)) {
      const [index, list] = [of(argument[0] ?? null), of(argument[1] ?? null)];
      const chosen = isList(list) ? list[Number(index)] : undefined;
      if (chosen !== undefined) return chosen;
    }
    if (name === 'Fn::Split' && isList(argument))
      return text(of(argument[1] ?? null)).split(text(of(argument[0] ?? null)));
    throw new Unknowable();
  };
  const of = (found: Json): Json => {
    if (isList(found)) return found.map(of);
    if (!isObject(found)) return found;
    const called = intrinsicOf(found);
    if (called) return call(called.name, called.argument);
    return Object.fromEntries(Object.entries(found).map(([key, held]) => [key, of(held)]));
  };
  try {
    return { value: of(value), defaults: [...defaults] };
  } catch (error) {
    if (error instanceof Unknowable) return { value: null, defaults: [...defaults] };
    throw error;
  }
}

/** What a pseudo parameter is worth: null when that is not known, undefined for a name that is none. */
function pseudoParameter({ region, account, partition, stack }: Place, name: string): string | null | undefined {
  if (!name.startsWith('AWS::')) return undefined;
  if (name === 'AWS::Region') return region;
  if (name === 'AWS::Partition') return partition;
  if (name === 'AWS::AccountId') return account;
  if (name === 'AWS::StackName') return stack;
  if (name === 'AWS::URLSuffix') return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return null;
}

/** The default of a parameter, as written; the items of a list parameter. */
function defaultOf(template: Template, name: string): Json | null {
  const parameter = at(template, template.root, 'Parameters', name);
  const set: Node | null = at(template, parameter, 'Default');
  if (!isScalar(set)) return null;
  const written = typeof set.value === 'string' ? set.value : (set.source ?? String(set.value));
  const type = at(template, parameter, 'Type');
  const listed = isScalar(type) && /^(?:CommaDelimitedList$|List<)/.test(String(type.value));
  return listed ? written.split(',').map((item) => item.trim()) : written;
}

/** The names of a section, such as Resources, that a value refers to by `Ref`, `GetAtt` and `${}`. */
export function namesIn(
  template: Template,
  value: Json,
  section: 'Resources' | 'Parameters' = 'Resources',
): readonly string[] {
  const map = plainMap(at(template, template.root, section));
  const known = new Set(map ? entries(template, map).map(({ key }) => key) : []);
  return [...new Set(referred(value))].filter((name) => known.has(name));
}

function referred(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap(referred);
  if (!isObject(value)) return [];
  const called = intrinsicOf(value);
  if (called?.name === 'Ref') return [String(called.argument)];
  if (called?.name === 'Fn::GetAtt') {
    const [resource] = isList(called.argument) ? called.argument : String(called.argument).split('.');
    return [String(resource)];
  }
  if (called?.name === 'Fn::Sub') {
    const [pattern, own] = isList(called.argument) ? called.argument : [called.argument, null];
    const names = [...String(pattern).matchAll(/\$\{([\w:]+)(?:\.[\w.]+)?\}/g)].map(([, name = '']) => name);
    return [...names, ...referred(own ?? null)];
  }
  return Object.values(value).flatMap(referred);
}
