import { listStackResources } from '../../aws/operations/cloudformation.ts';
import { defineProbe } from '../../core/probe.ts';
import { orMissing } from './stack.ts';

export interface ResourceFact {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
}

/** A stack has at most 500 resources, 100 a page; more pages than this means that the token does not move. */
const MOST_PAGES = 20;

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
    const found: ResourceFact[] = [];
    let token: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await orMissing(
        aws.ask(listStackResources, {
          StackName: target.stack.value,
          ...(token === undefined ? {} : { NextToken: token }),
        }),
      );
      if (answer === null) return null;
      for (const { LogicalResourceId, PhysicalResourceId, ResourceType } of answer.StackResourceSummaries ?? []) {
        if (LogicalResourceId === undefined) continue;
        found.push({ logicalId: LogicalResourceId, physicalId: PhysicalResourceId ?? '', type: ResourceType ?? '' });
      }
      token = answer.NextToken;
      if (token === undefined || token === '') break;
    }
    return found;
  },
});
