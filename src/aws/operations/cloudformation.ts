import type {
  DescribeStackEventsCommandInput,
  DescribeStackEventsCommandOutput,
  DescribeStacksCommandInput,
  DescribeStacksCommandOutput,
  GetTemplateCommandInput,
  GetTemplateCommandOutput,
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
  ListStacksCommandInput,
  ListStacksCommandOutput,
} from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../core/aws.ts';

export const describeStacks: Operation<DescribeStacksCommandInput, DescribeStacksCommandOutput> = {
  service: 'cloudformation',
  name: 'DescribeStacks',
  action: 'cloudformation:DescribeStacks',
  reads: true,
};
export const listStackResources: Operation<ListStackResourcesCommandInput, ListStackResourcesCommandOutput> = {
  service: 'cloudformation',
  name: 'ListStackResources',
  action: 'cloudformation:ListStackResources',
  reads: true,
};
export const listStacks: Operation<ListStacksCommandInput, ListStacksCommandOutput> = {
  service: 'cloudformation',
  name: 'ListStacks',
  action: 'cloudformation:ListStacks',
  reads: true,
};
export const getTemplate: Operation<GetTemplateCommandInput, GetTemplateCommandOutput> = {
  service: 'cloudformation',
  name: 'GetTemplate',
  action: 'cloudformation:GetTemplate',
  reads: true,
};
export const describeStackEvents: Operation<DescribeStackEventsCommandInput, DescribeStackEventsCommandOutput> = {
  service: 'cloudformation',
  name: 'DescribeStackEvents',
  action: 'cloudformation:DescribeStackEvents',
  reads: true,
};
