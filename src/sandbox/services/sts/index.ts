import type { SandboxOperation } from '../../operation.ts';
import { everything } from '../../operation.ts';
import { assumeRole } from './assume-role.ts';

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
const getCallerIdentity: SandboxOperation = {
  action: null,
  resource: everything,
  handle: (world, _input, { caller }) => ({
    world,
    output: { Arn: caller.arn, UserId: caller.userId, Account: world.account },
  }),
};

/** STS: https://docs.aws.amazon.com/STS/latest/APIReference/API_Operations.html */
export const STS: { readonly [name: string]: SandboxOperation } = {
  GetCallerIdentity: getCallerIdentity,
  AssumeRole: assumeRole,
};
