import type { Json } from '../core/json.ts';
import type { Decision, NamedPolicy, PolicySet } from '../iam/access.ts';
import { decide } from '../iam/decide.ts';
import { parsePolicy } from '../iam/document.ts';
import type { Group, Moment, Role, User, World, Write } from './world.ts';

/** One permission question about a principal of the world. */
export interface Ask {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly endpointPolicy?: Json | null;
  /** The session policies of the caller's temporary credentials. */
  readonly sessionPolicies?: readonly Json[];
}

const named = (name: string, document: Json): NamedPolicy => ({ name, document: parsePolicy(document) });

/** The last write that one replica knows of at a moment; replicas learn of a write at different times. */
const seenBy = (writes: readonly Write[], now: Moment, replica: number): Write | undefined =>
  writes.filter(({ visibleAt }) => (visibleAt[replica % Math.max(1, visibleAt.length)] ?? 0) <= now).at(-1);

/** Documents by name, those that a write took away left out. */
const standing = (entries: readonly (readonly [string, Json | null | undefined])[]): Readonly<Record<string, Json>> =>
  Object.fromEntries(entries.flatMap(([name, document]) => (document == null ? [] : [[name, document]])));

/** The inline policies of a role or user with one write chosen of each policy's; without any, what it began with. */
function inlineOf(
  holder: Role | User,
  choose: (writes: readonly Write[]) => Write | undefined,
): Readonly<Record<string, Json>> {
  const written = (all: { readonly [name: string]: readonly Write[] }, before: { readonly [name: string]: Json }) =>
    Object.entries(all).map(([name, writes]): [string, Json | null | undefined] => {
      const found = choose(writes);
      return [name, found === undefined ? before[name] : found.document];
    });
  return 'trust' in holder
    ? standing(written(holder.inline, {}))
    : standing([...Object.entries(holder.inline), ...written(holder.writes ?? {}, holder.inline)]);
}

/** The newest inline policies, as IAM's own reads show them. */
export const currentInline = (holder: Role | User): Readonly<Record<string, Json>> =>
  inlineOf(holder, (writes) => writes.at(-1));

const managed = (world: World, arns: readonly string[]): readonly NamedPolicy[] =>
  arns.flatMap((arn) => {
    const policy = world.policies[arn];
    const document = policy?.versions[policy.defaultVersion];
    return document === undefined ? [] : [named(arn, document)];
  });

const inAccount = (world: World, arn: string): boolean => arn.split(':')[4] === world.account;

/** The role behind the ARN of a role or of its session; null where it is not this account's. */
export const roleOf = (world: World, principal: string): Role | null => {
  const name = /:assumed-role\/([^/]+)/.exec(principal)?.[1] ?? /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
  return name === undefined || !inAccount(world, principal) ? null : (world.roles[name] ?? null);
};

/** The user behind an ARN; null where it is not this account's. */
export const userOf = (world: World, principal: string): User | null => {
  const name = /:user\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
  return name === undefined || !inAccount(world, principal) ? null : (world.users[name] ?? null);
};

/** The groups a user is in. */
export const groupsOf = (world: World, { name }: User): readonly Group[] =>
  Object.values(world.groups).filter(({ members }) => members.includes(name));

/** The account itself may everything that its organization lets it. */
const ROOT: readonly NamedPolicy[] = [
  named('root', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
];

/** Every policy that speaks for or against a principal just now. */
function policiesOf(world: World, { principal, sessionPolicies = [] }: Ask, now: Moment): PolicySet {
  const organization = {
    scps: world.scps.map(({ arn, document }) => named(arn, document)),
    rcps: world.rcps.map(({ arn, document }) => named(arn, document)),
  };
  if (principal === `arn:${world.partition}:iam::${world.account}:root`) return { identity: ROOT, ...organization };
  const role = roleOf(world, principal);
  const user = role ? null : userOf(world, principal);
  const holder = role ?? user;
  if (!holder) return { identity: [], ...organization };
  const own = (inline: Readonly<Record<string, Json>>, attached: readonly string[]): readonly NamedPolicy[] => [
    ...Object.entries(inline).map(([name, document]) => named(name, document)),
    ...managed(world, attached),
  ];
  const session = [...(role?.sessionPolicy == null ? [] : [role.sessionPolicy]), ...sessionPolicies];
  return {
    identity: [
      ...own(
        inlineOf(holder, (writes) => seenBy(writes, now, world.serial)),
        holder.attached,
      ),
      ...(user ? groupsOf(world, user).flatMap(({ inline, attached }) => own(inline, attached)) : []),
    ],
    boundary: holder.boundary === null ? null : (managed(world, [holder.boundary])[0] ?? null),
    ...organization,
    session: session.length === 0 ? null : session.map((document) => named('session', document)),
  };
}

/** Keys that every request carries: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
const everyCall = (now: Moment): Readonly<Record<string, string>> => ({
  'aws:CurrentTime': new Date(now).toISOString(),
  'aws:EpochTime': String(Math.floor(now / 1_000)),
  // The sandbox speaks HTTP on 127.0.0.1 in place of AWS's HTTPS.
  'aws:SecureTransport': 'true',
  'aws:PrincipalIsAWSService': 'false',
});

/** What a request carries of its caller: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties */
function aboutCaller(world: World, principal: string): Readonly<Record<string, string>> {
  const role = roleOf(world, principal);
  const holder = role ?? userOf(world, principal);
  return {
    // A session's ARN has no path; this key does.
    ...(role
      ? { 'aws:PrincipalArn': `arn:${world.partition}:iam::${world.account}:role${role.path}${role.name}` }
      : {}),
    ...(world.organization === null ? {} : { 'aws:PrincipalOrgID': world.organization.id }),
    ...Object.fromEntries(Object.entries(holder?.tags ?? {}).map(([key, value]) => [`aws:PrincipalTag/${key}`, value])),
  };
}

/** AWS's evaluation for one call: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function authorize(world: World, ask: Ask, now: Moment): Decision {
  const policies = policiesOf(world, ask, now);
  return decide(
    {
      action: ask.action,
      resource: ask.resource,
      principal: ask.principal,
      context: { ...everyCall(now), ...aboutCaller(world, ask.principal), ...ask.context },
    },
    ask.endpointPolicy ? { ...policies, endpoint: named('vpc-endpoint', ask.endpointPolicy) } : policies,
  );
}

const EXPLICIT: { readonly [layer: string]: string } = {
  identity: 'with an explicit deny in an identity-based policy',
  scp: 'with an explicit deny in a service control policy',
  rcp: 'with an explicit deny in a resource control policy',
  boundary: 'with an explicit deny in a permissions boundary',
  session: 'with an explicit deny in a session policy',
  'vpc-endpoint': 'with an explicit deny in a VPC endpoint policy',
};
const IMPLICIT: { readonly [layer: string]: string } = {
  identity: 'identity-based policy',
  scp: 'service control policy',
  resource: 'resource-based policy',
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  'vpc-endpoint': 'VPC endpoint policy',
};

/** The account in an ARN; empty where it has none. */
const accountIn = (arn: string): string => (arn.startsWith('arn:') ? (arn.split(':')[4] ?? '') : '');

/**
 * Whether what is asked for is another account's. Across accounts the resource's own policy must allow too, and nothing
 * in the sandbox has one: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
 */
export const isForeign = (world: World, resource: string): boolean =>
  /^\d{12}$/.test(accountIn(resource)) && accountIn(resource) !== world.account;

/** AWS's words for a denial: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function deniedMessage(ask: Ask, { decision, layer }: Decision): string {
  const key = layer ?? 'identity';
  const why =
    decision === 'explicitDeny'
      ? (EXPLICIT[key] ?? '')
      : `because no ${IMPLICIT[key] ?? 'identity-based policy'} allows the ${ask.action} action`;
  return `User: ${ask.principal} is not authorized to perform: ${ask.action} on resource: ${ask.resource} ${why}`;
}
