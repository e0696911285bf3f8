import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new CloudWatchLogsClient(settings),
  commands: { FilterLogEvents: FilterLogEventsCommand, DescribeLogGroups: DescribeLogGroupsCommand },
});
