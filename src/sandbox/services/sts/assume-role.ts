import type { Json } from '../../../core/json.ts';
import { PolicySyntaxError, parsePolicy } from '../../../iam/document.ts';
import { authorize, roleOf } from '../../authorize.ts';
import { everything, fault, type Input, list, type SandboxOperation, text } from '../../operation.ts';
import { record } from '../../record.ts';
import type { Role, World } from '../../world.ts';
import { temporaryKeyId } from './access-key-id.ts';
import { trustOf } from './trust.ts';

const HOUR_SECONDS = 3_600;
const SHORTEST_SECONDS = 900;

const invalid = (message: string) => fault('ValidationError', 400, message);

/** How long the session is to last, in seconds, or what is wrong with that. */
function durationOf(input: Input, role: Role, chained: boolean): number | string {
  const given = text(input, 'DurationSeconds');
  const seconds = given === '' ? HOUR_SECONDS : Number(given);
  if (!Number.isInteger(seconds) || seconds < SHORTEST_SECONDS) {
    return `1 validation error detected: Value '${given}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to ${SHORTEST_SECONDS}`;
  }
  if (chained && seconds > HOUR_SECONDS) {
    return 'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining';
  }
  return seconds > (role.maxSessionSeconds ?? HOUR_SECONDS)
    ? 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'
    : seconds;
}

/** The session policies of the input: the document given, and the managed policies named. Throws a `PolicySyntaxError`. */
function sessionPolicies(world: World, input: Input): readonly Json[] {
  const given = text(input, 'Policy');
  if (given !== '') parsePolicy(given);
  const named = list(input, 'PolicyArns').flatMap((one) => {
    const policy = world.policies[text(record(one), 'arn')];
    const document = policy?.versions[policy.defaultVersion];
    return document === undefined ? [] : [document];
  });
  return [...(given === '' ? [] : [given]), ...named];
}

/**
 * Temporary credentials of a role, of this account or another. The trust policy must allow; unless it names the caller
 * itself in the same account, the caller's own policies must allow too.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, input, { caller, now, accounts }) => {
    const arn = text(input, 'RoleArn');
    const session = text(input, 'RoleSessionName');
    if (!/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(arn)) return invalid(`${arn} is invalid`);
    if (!/^[\w+=,.@-]{2,64}$/.test(session)) {
      return invalid(
        `1 validation error detected: Value '${session}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
      );
    }
    if (caller.arn.endsWith(':root')) return fault('AccessDenied', 403, 'Roles may not be assumed by root accounts.');
    // AWS does not say whether the role does not exist or does not trust.
    const refused = fault(
      'AccessDenied',
      403,
      `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
    const account = arn.split(':')[4] ?? '';
    const target = account === world.account ? world : accounts(account);
    const role = target ? roleOf(target, arn) : null;
    const external = text(input, 'ExternalId');
    const context = { 'sts:RoleSessionName': session, ...(external === '' ? {} : { 'sts:ExternalId': external }) };
    const own = authorize(
      world,
      {
        principal: caller.arn,
        action: 'sts:AssumeRole',
        resource: arn,
        context,
        sessionPolicies: caller.sessionPolicies,
      },
      now,
    );
    if (!target || !role || own.decision === 'explicitDeny') return refused;
    const trust = trustOf(role, caller.arn, context);
    const enough = own.decision === 'allowed' || (trust.direct && target === world && own.layer === 'identity');
    if (trust.decision !== 'allowed' || !enough) return refused;
    const seconds = durationOf(input, role, caller.arn.includes(':assumed-role/'));
    if (typeof seconds === 'string') return invalid(seconds);
    let policies: readonly Json[];
    try {
      policies = sessionPolicies(target, input);
    } catch (error) {
      if (error instanceof PolicySyntaxError) return fault('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
      throw error;
    }
    const id = temporaryKeyId(account, world.serial);
    const expiresAt = now + seconds * 1_000;
    const key = {
      secret: `sandbox-session-${world.serial}`,
      token: `sandbox-token-${account}-${world.serial}`,
      principal: arn,
      session,
      state: 'active' as const,
      expiresAt,
      policies,
    };
    const entered: World = { ...target, keys: { ...target.keys, [id]: key } };
    return {
      world: target === world ? entered : world,
      ...(target === world ? {} : { other: entered }),
      output: {
        Credentials: {
          AccessKeyId: id,
          SecretAccessKey: key.secret,
          SessionToken: key.token,
          Expiration: new Date(expiresAt).toISOString(),
        },
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${session}`,
          Arn: `arn:${world.partition}:sts::${account}:assumed-role/${role.name}/${session}`,
        },
        ...(policies.length === 0 ? {} : { PackedPolicySize: 6 }),
      },
    };
  },
};
