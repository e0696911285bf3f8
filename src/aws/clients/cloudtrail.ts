import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new CloudTrailClient(settings),
  commands: { LookupEvents: LookupEventsCommand },
});
