import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsCommandOutput,
  FilterLogEventsCommandInput,
  FilterLogEventsCommandOutput,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../core/aws.ts';

export const filterLogEvents: Operation<FilterLogEventsCommandInput, FilterLogEventsCommandOutput> = {
  service: 'logs',
  name: 'FilterLogEvents',
  action: 'logs:FilterLogEvents',
  reads: true,
};
export const describeLogGroups: Operation<DescribeLogGroupsCommandInput, DescribeLogGroupsCommandOutput> = {
  service: 'logs',
  name: 'DescribeLogGroups',
  action: 'logs:DescribeLogGroups',
  reads: true,
};
