import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new STSClient(settings),
  commands: { AssumeRole: AssumeRoleCommand, GetCallerIdentity: GetCallerIdentityCommand },
});

/** What it takes to sign a request of one's own: the credentials the SDK finds, and its hash. */
export const signingOf = (settings: ClientSettings): Pick<STSClient['config'], 'credentials' | 'sha256'> =>
  new STSClient(settings).config;
