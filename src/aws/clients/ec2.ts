import { DescribeVpcEndpointsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { ClientSettings, Service } from './service.ts';

/** The SDK's client and the commands the tool uses of it; loaded when the service is first called. */
export const service = (settings: ClientSettings): Service => ({
  client: new EC2Client(settings),
  commands: { DescribeVpcEndpoints: DescribeVpcEndpointsCommand },
});
