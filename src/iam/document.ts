import type { Json } from '../core/json.ts';

/** One line of a Condition block. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement, its lists always lists. */
export interface Statement {
  readonly sid: string | null;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[] | null;
  readonly notActions: readonly string[] | null;
  readonly resources: readonly string[] | null;
  readonly notResources: readonly string[] | null;
  readonly principals: Json | null;
  readonly notPrincipals: Json | null;
  readonly conditions: readonly Condition[];
}

/** A policy: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly version: string;
  readonly statements: readonly Statement[];
}

/** The text is no policy. */
export class PolicySyntaxError extends Error {}

type JsonObject = { readonly [key: string]: Json };
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a policy from JSON text, URL-encoded JSON text as IAM returns it, or an object. Throws a `PolicySyntaxError`. */
export function parsePolicy(input: string | Json): PolicyDocument {
  const document = typeof input === 'string' ? parseText(input) : input;
  if (!isObject(document)) throw new PolicySyntaxError('a policy must be a JSON object');
  const given = document['Statement'];
  if (given === undefined) throw new PolicySyntaxError('the policy has no Statement');
  const list = Array.isArray(given) ? (given as readonly Json[]) : [given];
  return {
    version: typeof document['Version'] === 'string' ? document['Version'] : '2008-10-17',
    statements: list.map(parseStatement),
  };
}

function parseText(text: string): Json {
  const plain = /^\s*%7B/i.test(text) ? decodeURIComponent(text) : text;
  try {
    return JSON.parse(plain) as Json;
  } catch {
    throw new PolicySyntaxError('the policy is not valid JSON');
  }
}

function parseStatement(value: Json, index: number): Statement {
  if (!isObject(value)) throw new PolicySyntaxError(`statement ${index} is not an object`);
  const effect = value['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny')
    throw new PolicySyntaxError(`statement ${index} has no Effect Allow or Deny`);
  const texts = (name: string): readonly string[] | null => {
    const given = value[name];
    if (given === undefined) return null;
    const list = Array.isArray(given) ? (given as readonly Json[]) : [given];
    return list.map((item) => {
      if (typeof item !== 'string') throw new PolicySyntaxError(`statement ${index}: ${name} must be text`);
      return item;
    });
  };
  const statement: Statement = {
    sid: typeof value['Sid'] === 'string' ? value['Sid'] : null,
    effect,
    actions: texts('Action'),
    notActions: texts('NotAction'),
    resources: texts('Resource'),
    notResources: texts('NotResource'),
    principals: value['Principal'] ?? null,
    notPrincipals: value['NotPrincipal'] ?? null,
    conditions: parseConditions(value['Condition'], index),
  };
  if (statement.actions === null && statement.notActions === null) {
    throw new PolicySyntaxError(`statement ${index} has neither Action nor NotAction`);
  }
  return statement;
}

function parseConditions(block: Json | undefined, index: number): readonly Condition[] {
  if (block === undefined) return [];
  if (!isObject(block)) throw new PolicySyntaxError(`statement ${index}: Condition must be an object`);
  return Object.entries(block).flatMap(([operator, keys]) => {
    if (!isObject(keys)) throw new PolicySyntaxError(`statement ${index}: ${operator} must be an object`);
    return Object.entries(keys).map(([key, wanted]) => ({
      operator,
      key,
      values: (Array.isArray(wanted) ? (wanted as readonly Json[]) : [wanted]).map((item) => {
        if (typeof item === 'object' && item !== null)
          throw new PolicySyntaxError(`statement ${index}: ${key} must be text`);
        return String(item);
      }),
    }));
  });
}
