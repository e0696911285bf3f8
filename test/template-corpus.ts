import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseModel } from '../src/bedrock/model-id.ts';
import { neededArns } from '../src/bedrock/needed-arns.ts';
import type { Json } from '../src/core/json.ts';
import { editPolicies, type PolicyEdit } from '../src/template/edit-policies.ts';
import { readYaml } from '../src/template/read.ts';
import type { Place } from '../src/template/resolve.ts';
import type { Template } from '../src/template/template.ts';
import { wantedStatements } from '../src/template/wanted.ts';

/** What is expected of one template of test/templates; `expectations.json` has them by file name. */
export interface Expectation {
  /** The function to edit; PoetryFunction where absent. */
  readonly function?: string;
  /** The model it calls; the guide's where absent. */
  readonly model?: string;
  readonly outcome: 'added' | 'already' | 'refused' | 'unreadable';
  /** The resource that holds the policies; the function where absent. */
  readonly holder?: string;
  /** How many statements are added: 2 where absent. */
  readonly statements?: number;
  /** Why an old line cannot stay as it is. */
  readonly rewrites?: string;
  /** Resources or metadata that change with it, by an anchor. */
  readonly also?: readonly string[];
  /** The library alone does not read it, as lines within brackets are not indented. */
  readonly joined?: true;
  /** Words of the error, refusal or warnings. */
  readonly says?: readonly string[];
}

export const TEMPLATES = join(import.meta.dirname, 'templates');
export const expectations = JSON.parse(readFileSync(join(TEMPLATES, 'expectations.json'), 'utf8')) as {
  readonly [file: string]: Expectation;
};
export const textOf = (file: string): string => readFileSync(join(TEMPLATES, file)).toString('utf8');

export const PLACE: Place = { region: 'ap-northeast-2', account: '123456789012', partition: 'aws', stack: 'kiroween' };
const GUIDE_MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';

/** The guide's Marketplace statement and what the model needs, added to a template. */
export function edited(
  template: Template,
  { function: name = 'PoetryFunction', model = GUIDE_MODEL }: Expectation,
): PolicyEdit {
  const reference = parseModel(model);
  const wanted = wantedStatements({
    model: reference,
    needed: neededArns(reference, null, PLACE.region, '123456789012'),
    streams: false,
    place: PLACE,
    marketplace: [
      { Effect: 'Allow', Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'], Resource: '*' },
    ],
    product: null,
    asGuide: true,
  });
  return editPolicies(template, { functionLogicalId: name, place: PLACE, wanted });
}

/** A template as the library alone reads it, tags left out: no code of ours is in the way. Throws where it cannot. */
export const plainly = (text: string): Json =>
  parse(text.replaceAll('\t', ' '), { version: '1.1', logLevel: 'error', uniqueKeys: false }) as Json;

/** The same for lines within brackets that the library alone takes for the end of them. */
export const joinedly = (text: string): Json => readYaml(text).document.toJS() as Json;

type JsonObject = { readonly [key: string]: Json };
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];

/** A template without the policies of one resource, and those policies taken apart. */
export interface Apart {
  readonly rest: Json;
  readonly statements: readonly Json[];
  readonly others: readonly Json[];
}

/** Takes the policies of a resource out of a template's data. */
export function apart(data: Json, holder: string): Apart {
  const resources = (data as JsonObject)['Resources'] as JsonObject;
  const resource = resources[holder] as JsonObject;
  const { Policies, ...properties } = (resource['Properties'] ?? {}) as JsonObject;
  const statements: Json[] = [];
  const others: Json[] = [];
  for (const policy of listOf(Policies)) {
    const document = isObject(policy) ? (policy['PolicyDocument'] ?? policy) : policy;
    if (isObject(document) && document['Statement'] !== undefined) statements.push(...listOf(document['Statement']));
    else others.push(policy);
  }
  const bare = { ...resource, Properties: properties };
  return { rest: { ...(data as JsonObject), Resources: { ...resources, [holder]: bare } }, statements, others };
}

/** A value without its intrinsics' names, as `plainly` reads them. */
export function tagless(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(tagless);
  if (!isObject(value)) return value;
  return 'Fn::Sub' in value
    ? (value['Fn::Sub'] ?? null)
    : Object.fromEntries(Object.entries(value).map(([key, held]) => [key, tagless(held)]));
}

/** Whether every line of the one stands in the other, in order. */
export function isWithin(old: string, now: string): boolean {
  const lines = now.split(/\r?\n/);
  let from = 0;
  return old.split(/\r?\n/).every((line) => {
    const found = lines.indexOf(line, from);
    from = found + 1;
    return found >= 0;
  });
}
