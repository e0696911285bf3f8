import { decide } from '../../iam/decide.ts';
import { parsePolicy } from '../../iam/document.ts';
import { authorise, deniedMessage, roleOf } from '../authorise.ts';
import type { SandboxOperation } from '../operation.ts';
import { everything, fault, text } from '../operation.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
const getCallerIdentity: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, _input, { caller }) => ({
    world,
    output: { Arn: caller.arn, UserId: caller.userId, Account: world.account },
  }),
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html: caller's policies and the role's trust policy. */
const assumeRole: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, input, { caller, now }) => {
    const arn = text(input, 'RoleArn');
    const session = text(input, 'RoleSessionName');
    const role = roleOf(world, arn);
    const ask = { principal: caller.arn, action: 'sts:AssumeRole', resource: arn };
    const own = authorise(world, ask, now);
    const trusts =
      role !== null &&
      JSON.stringify(role.trust).includes(world.account) &&
      decide(
        { action: 'sts:AssumeRole', resource: '*', principal: caller.arn, context: {} },
        { identity: [{ name: 'trust', document: parsePolicy(role.trust) }] },
      ).decision === 'allowed';
    if (!role || !trusts || own.decision !== 'allowed') {
      return fault(
        'AccessDenied',
        403,
        deniedMessage(ask, own.decision === 'allowed' ? { ...own, decision: 'implicitDeny' } : own),
      );
    }
    const key = `ASIASANDBOX${String(world.serial).padStart(9, '0')}`;
    const secret = `sandbox-session-${world.serial}`;
    const token = `sandbox-token-${world.serial}`;
    const expiresAt = now + 3_600_000;
    return {
      world: {
        ...world,
        keys: { ...world.keys, [key]: { secret, token, principal: arn, session, state: 'active', expiresAt } },
      },
      output: {
        Credentials: {
          AccessKeyId: key,
          SecretAccessKey: secret,
          SessionToken: token,
          Expiration: new Date(expiresAt).toISOString(),
        },
        AssumedRoleUser: {
          AssumedRoleId: `${role.id}:${session}`,
          Arn: `arn:${world.partition}:sts::${world.account}:assumed-role/${role.name}/${session}`,
        },
      },
    };
  },
};

export const STS: { readonly [name: string]: SandboxOperation } = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
};
