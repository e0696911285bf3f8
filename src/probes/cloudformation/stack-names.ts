import { collectPages } from '../../aws/collect-pages.ts';
import { listStacks } from '../../aws/operations/cloudformation.ts';
import { defineProbe } from '../../core/probe.ts';
import { stack } from './stack.ts';

/** The stacks that are there, read only when the one asked for is not: so that the reader sees the right name. */
export const stackNames = defineProbe({
  id: 'cloudformation/stack-names',
  title: 'the stacks that exist here',
  actions: ['cloudformation:ListStacks'],
  scope: [],
  needs: { stack },
  read: async ({ stack: found }, { aws }): Promise<readonly string[]> => {
    if (found !== null) return [];
    const pages = await collectPages(
      (NextToken) => aws.ask(listStacks, NextToken === undefined ? {} : { NextToken }),
      ({ NextToken }) => NextToken,
    );
    return pages
      .flatMap(({ StackSummaries }) => StackSummaries ?? [])
      .flatMap(({ StackName, StackStatus }) =>
        StackName === undefined || StackStatus === 'DELETE_COMPLETE' ? [] : [StackName],
      );
  },
});
