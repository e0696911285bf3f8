import { collectPages } from '../../aws/collect-pages.ts';
import { listStackResources } from '../../aws/operations/cloudformation.ts';
import { defineProbe } from '../../core/probe.ts';
import { orMissing } from './stack.ts';

export interface ResourceFact {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/**
 * Everything in the stack; null when there is no such stack. DescribeStackResources would stop at 100:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html
 */
export const resources = defineProbe({
  id: 'cloudformation/resources',
  title: "the stack's resources",
  actions: ['cloudformation:ListStackResources'],
  scope: ['stack'],
  needs: {},
  read: async (_facts, { aws, target }): Promise<readonly ResourceFact[] | null> => {
    if (target.stack === null) return null;
    const StackName = target.stack.value;
    const pages = await orMissing(
      collectPages(
        (NextToken) => aws.ask(listStackResources, { StackName, ...(NextToken === undefined ? {} : { NextToken }) }),
        ({ NextToken }) => NextToken,
      ),
    );
    if (pages === null) return null;
    return pages
      .flatMap(({ StackResourceSummaries }) => StackResourceSummaries ?? [])
      .flatMap(({ LogicalResourceId, PhysicalResourceId, ResourceType }) =>
        LogicalResourceId === undefined
          ? []
          : [{ logicalId: LogicalResourceId, physicalId: PhysicalResourceId ?? '', type: ResourceType ?? '' }],
      );
  },
});
