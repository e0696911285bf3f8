import type { DescribeVpcEndpointsCommandInput, DescribeVpcEndpointsCommandOutput } from '@aws-sdk/client-ec2';
import type { Operation } from '../../core/aws.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html */
export const describeVpcEndpoints: Operation<DescribeVpcEndpointsCommandInput, DescribeVpcEndpointsCommandOutput> = {
  service: 'ec2',
  name: 'DescribeVpcEndpoints',
  action: 'ec2:DescribeVpcEndpoints',
  reads: true,
};
