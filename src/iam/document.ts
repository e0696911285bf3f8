import type { Json } from '../core/json.ts';

/** One line of a Condition block: `{operator: {key: values}}`. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement, its lists always lists; null where the policy does not have the element. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  /** The Principal element as it is. */
  readonly principals: Json | null;
  readonly notPrincipals: Json | null;
  readonly conditions: readonly Condition[];
}

/** A policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly version: string;
  readonly statements: readonly Statement[];
}

/** The text is no policy; the message is one sentence that says why. */
export class PolicySyntaxError extends Error {
  override readonly name = 'PolicySyntaxError';
}

type JsonObject = { readonly [key: string]: Json };
/** Whether a value is an object of JSON. */
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a policy without a Version is read as: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html */
const OLD_VERSION = '2008-10-17';
const VERSIONS: ReadonlySet<Json> = new Set<Json>(['2012-10-17', OLD_VERSION]);

/**
 * Reads a policy from JSON text, from URL-encoded JSON text as IAM returns it, or from an object. A single value may
 * stand for a list of one, and booleans and numbers for their texts in conditions. Throws a `PolicySyntaxError`.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html
 */
export function parsePolicy(input: string | Json): PolicyDocument {
  const document = typeof input === 'string' ? parseText(input) : input;
  if (!isObject(document)) throw new PolicySyntaxError('A policy must be a JSON object.');
  const version = document.Version ?? OLD_VERSION;
  if (typeof version !== 'string' || !VERSIONS.has(version)) {
    throw new PolicySyntaxError('The Version of a policy must be 2012-10-17 or 2008-10-17.');
  }
  const given = document.Statement;
  if (given === undefined) throw new PolicySyntaxError('The policy has no Statement.');
  return { version, statements: listOf(given).map((value, index) => parseStatement(value, index + 1)) };
}

function parseText(text: string): Json {
  try {
    // JSON begins with a brace, which URL encoding always encodes.
    return JSON.parse(/^\s*%/.test(text) ? decodeURIComponent(text) : text) as Json;
  } catch {
    throw new PolicySyntaxError('The policy is not valid JSON.');
  }
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

function parseStatement(value: Json, number: number): Statement {
  if (!isObject(value)) throw new PolicySyntaxError(`Statement ${number} is not an object.`);
  const effect = value.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicySyntaxError(`The Effect of statement ${number} must be Allow or Deny.`);
  }
  for (const name of ['Action', 'Resource', 'Principal']) {
    if (value[name] !== undefined && value[`Not${name}`] !== undefined) {
      throw new PolicySyntaxError(`Statement ${number} has both ${name} and Not${name}.`);
    }
  }
  if (value.Action === undefined && value.NotAction === undefined) {
    throw new PolicySyntaxError(`Statement ${number} has neither Action nor NotAction.`);
  }
  const texts = (name: string): readonly string[] | null => {
    const given = value[name];
    if (given === undefined) return null;
    return listOf(given).map((item) => {
      if (typeof item === 'string') return item;
      throw new PolicySyntaxError(`${name} of statement ${number} must be text or a list of texts.`);
    });
  };
  return {
    sid: typeof value.Sid === 'string' ? value.Sid : null,
    effect,
    actions: texts('Action'),
    notActions: texts('NotAction'),
    resources: texts('Resource'),
    notResources: texts('NotResource'),
    principals: value.Principal ?? null,
    notPrincipals: value.NotPrincipal ?? null,
    conditions: parseConditions(value.Condition, number),
  };
}

function parseConditions(block: Json | undefined, number: number): readonly Condition[] {
  if (block === undefined) return [];
  if (!isObject(block)) throw new PolicySyntaxError(`The Condition of statement ${number} must be an object.`);
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new PolicySyntaxError(`${operator} in statement ${number} must be an object.`);
    return Object.entries(keys).map(([key, wanted]) => ({
      operator,
      key,
      values: listOf(wanted).map((item) => {
        if (typeof item !== 'object') return String(item);
        throw new PolicySyntaxError(`${key} in statement ${number} must be text or a list of texts.`);
      }),
    }));
  });
}

/** Allows every action on every resource: stands in for the policies of a layer that is not asked about. */
export const FULL_ACCESS: PolicyDocument = parsePolicy({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});
