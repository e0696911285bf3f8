import type {
  DescribeEffectivePolicyCommandInput,
  DescribeEffectivePolicyCommandOutput,
} from '@aws-sdk/client-organizations';
import type { Operation } from '../../core/aws.ts';

/** https://docs.aws.amazon.com/organizations/latest/APIReference/API_DescribeEffectivePolicy.html */
export const describeEffectivePolicy: Operation<
  DescribeEffectivePolicyCommandInput,
  DescribeEffectivePolicyCommandOutput
> = {
  service: 'organizations',
  name: 'DescribeEffectivePolicy',
  action: 'organizations:DescribeEffectivePolicy',
  reads: true,
};
