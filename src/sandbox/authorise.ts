import type { Json } from '../core/json.ts';
import type { Decision, NamedPolicy, PolicySet } from '../iam/access.ts';
import { decide } from '../iam/decide.ts';
import { parsePolicy } from '../iam/document.ts';
import type { Moment, Role, World } from './world.ts';

/** One permission question about a principal of the world. */
export interface Ask {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly endpointPolicy?: Json | null;
}

const named = (name: string, document: Json): NamedPolicy => ({ name, document: parsePolicy(document) });

/** The inline policies of a role as one replica sees them at a moment; replicas learn of a write at different times. */
function visibleInline(role: Role, now: Moment, replica: number): readonly NamedPolicy[] {
  return Object.entries(role.inline).flatMap(([name, writes]) => {
    const seen = writes
      .filter(({ visibleAt }) => (visibleAt[replica % Math.max(1, visibleAt.length)] ?? 0) <= now)
      .at(-1);
    return seen?.document == null ? [] : [named(name, seen.document)];
  });
}

/** The newest inline policies, as IAM's own reads show them. */
export const currentInline = (role: Role): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(role.inline).flatMap(([name, writes]) => {
      const last = writes.at(-1)?.document ?? null;
      return last === null ? [] : [[name, last]];
    }),
  );

const managed = (world: World, arns: readonly string[]): readonly NamedPolicy[] =>
  arns.flatMap((arn) => {
    const policy = world.policies[arn];
    const document = policy?.versions[policy.defaultVersion];
    return document === undefined ? [] : [named(arn, document)];
  });

/** The role's or user's name behind an ARN of any shape; a session's role. */
export const roleOf = (world: World, principal: string): Role | null => {
  const name = /:assumed-role\/([^/]+)/.exec(principal)?.[1] ?? /:role\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1];
  return name === undefined ? null : (world.roles[name] ?? null);
};

/** Every policy that speaks for or against a principal just now. */
function policiesOf(world: World, principal: string, now: Moment, current: boolean): PolicySet {
  const scps = world.scps.map(({ arn, document }) => named(arn, document));
  const role = roleOf(world, principal);
  if (role) {
    const inline = current
      ? Object.entries(currentInline(role)).map(([name, document]) => named(name, document))
      : visibleInline(role, now, world.serial);
    return {
      identity: [...inline, ...managed(world, role.attached)],
      boundary: role.boundary === null ? null : (managed(world, [role.boundary])[0] ?? null),
      scps,
      rcps: world.rcps.map(({ arn, document }) => named(arn, document)),
      session: role.sessionPolicy === null ? null : [named('session', role.sessionPolicy)],
    };
  }
  const user = world.users[/:user\/(?:.*\/)?([^/]+)$/.exec(principal)?.[1] ?? ''];
  if (!user) return { identity: [] };
  return {
    identity: [
      ...Object.entries(user.inline).map(([name, document]) => named(name, document)),
      ...managed(world, user.attached),
    ],
    boundary: user.boundary === null ? null : (managed(world, [user.boundary])[0] ?? null),
    scps,
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

/** AWS's evaluation for one call: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html */
export function authorise(world: World, ask: Ask, now: Moment): Decision {
  const policies = policiesOf(world, ask.principal, now, false);
  return decide(
    {
      action: ask.action,
      resource: ask.resource,
      principal: ask.principal,
      context: { ...everyCall(now), ...ask.context },
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
  rcp: 'resource control policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  'vpc-endpoint': 'VPC endpoint policy',
};

/** AWS's words for a denial: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function deniedMessage(ask: Ask, { decision, layer }: Decision): string {
  const key = layer ?? 'identity';
  const why =
    decision === 'explicitDeny'
      ? (EXPLICIT[key] ?? '')
      : `because no ${IMPLICIT[key] ?? 'identity-based policy'} allows the ${ask.action} action`;
  return `User: ${ask.principal} is not authorized to perform: ${ask.action} on resource: ${ask.resource} ${why}`;
}
