import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new CloudFormationClient(settings),
  commands: {
    DescribeStacks: DescribeStacksCommand,
    DescribeStackEvents: DescribeStackEventsCommand,
    ListStackResources: ListStackResourcesCommand,
    ListStacks: ListStacksCommand,
    GetTemplate: GetTemplateCommand,
  },
});
