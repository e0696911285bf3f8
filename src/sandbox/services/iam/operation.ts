import type { SandboxOperation } from '../../operation.ts';

/** An IAM operation, authorized by its own name. */
export const operation = (
  action: string,
  resource: SandboxOperation['resource'],
  handle: SandboxOperation['handle'],
): SandboxOperation => ({ action: `iam:${action}`, resource, handle });
