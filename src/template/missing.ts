import { regionOfArn } from '../bedrock/needed-arns.ts';
import { type Json, same } from '../core/json.ts';
import type { AccessRequest } from '../iam/access.ts';
import { decide } from '../iam/decide.ts';
import { withOwnSids } from '../iam/statement-ids.ts';
import type { Granted } from './granted.ts';
import { type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';

type JsonObject = { readonly [key: string]: Json };

/** One call that must be allowed. */
export interface Need {
  readonly action: string;
  /** An ARN, or `*`. */
  readonly resource: string;
}

/** A statement that is wanted, and what it is wanted for. */
export interface Wanted {
  /** As it is to be written, intrinsics in their long form: `{"Fn::Sub": …}`. */
  readonly statement: JsonObject;
  /** Absent: every action of the statement on every resource of it; then only what is missing of it is added. */
  readonly needs?: readonly Need[];
  /** Context keys the real call carries besides `aws:RequestedRegion`. */
  readonly context: { readonly [key: string]: string };
}

/** What is to be added to what is granted, and what stands in the way. */
export interface Lack {
  readonly statements: readonly JsonObject[];
  /** Deny statements that surely defeat the grant. */
  readonly denied: readonly Granted[];
  /** Deny statements that may defeat it, depending on what the template does not tell. */
  readonly perhapsDenied: readonly Granted[];
  /** Parameters whose defaults the answer rests on. */
  readonly defaults: readonly string[];
}

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];

/** Compares the wanted statements with the granted ones, call by call, as IAM would decide. */
export function lackOf(template: Template, place: Place, granted: readonly Granted[], wanted: readonly Wanted[]): Lack {
  const allows = granted.filter(({ effect, certain }) => effect === 'Allow' && certain);
  const denies = granted.filter(({ effect }) => effect === 'Deny');
  const denied = new Set<Granted>();
  const perhaps = new Set<Granted>();
  const defaults = new Set<string>();
  const isAllowed = (request: AccessRequest): boolean => {
    for (const deny of denies) {
      const { decision } = decide(request, { identity: [policy(deny)] });
      if (decision === 'explicitDeny') (deny.certain ? denied : perhaps).add(deny);
      if (decision === 'unknown') perhaps.add(deny);
    }
    const by = allows.find((allow) => decide(request, { identity: [policy(allow)] }).decision === 'allowed');
    for (const name of by?.defaults ?? []) defaults.add(name);
    return by !== undefined;
  };
  const statements = wanted.flatMap(({ statement, needs, context }) => {
    const ask = (action: string, resource: string): boolean => isAllowed(requestOf(action, resource, context, place));
    if (needs) {
      const open = needs.filter(({ action, resource }) => !ask(action, resource));
      return open.length === 0 ? [] : [statement];
    }
    const rest = restOf(template, place, statement, ask);
    return rest === null || allows.some(({ data }) => same(data, statement)) ? [] : [rest];
  });
  const present = granted.map(({ data }) => data);
  return {
    statements: withOwnSids(present, statements),
    denied: [...denied],
    perhapsDenied: [...perhaps],
    defaults: [...defaults],
  };
}

const policy = ({ document }: Granted) => ({ name: 'template', document });

/** Keys that are not given are not known, so that a statement with a condition on them does not count as a grant. */
const requestOf = (
  action: string,
  resource: string,
  context: { readonly [key: string]: string },
  { region, account, partition }: Place,
): AccessRequest => ({
  action,
  resource,
  principal: `arn:${partition}:iam::${account ?? '123456789012'}:role/any`,
  context: {
    'aws:RequestedRegion': resource.startsWith('arn:') ? regionOfArn(resource) || 'unspecified' : region,
    ...(account === null ? {} : { 'aws:PrincipalAccount': account }),
    ...context,
  },
  unknownKeys: 'all',
});

/** The part of a statement that is not allowed yet: its actions and resources of which any is missing; null for none. */
function restOf(
  template: Template,
  place: Place,
  statement: JsonObject,
  ask: (action: string, resource: string) => boolean,
): JsonObject | null {
  const actions = listOf(statement['Action']);
  const resources = listOf(statement['Resource']);
  const open = resources.flatMap((resource) => {
    const { value } = resolve(template, place, resource);
    return actions
      .filter((action) => typeof value !== 'string' || !ask(String(action), value))
      .map((action) => ({ action, resource }));
  });
  if (open.length === 0) return null;
  const part = (name: string, all: readonly Json[], left: ReadonlySet<Json>): Json =>
    left.size === all.length ? (statement[name] ?? null) : all.filter((one) => left.has(one));
  return {
    ...statement,
    Action: part('Action', actions, new Set(open.map(({ action }) => action))),
    Resource: part('Resource', resources, new Set(open.map(({ resource }) => resource))),
  };
}
