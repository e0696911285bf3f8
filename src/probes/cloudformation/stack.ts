import { AwsError } from '../../aws/error.ts';
import { describeStacks } from '../../aws/operations/cloudformation.ts';
import { defineProbe } from '../../core/probe.ts';

/** What the doctor reads of a stack; null when there is none of that name here. */
export interface StackFact {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly outputs: { readonly [key: string]: string };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const stack = defineProbe({
  id: 'cloudformation/stack',
  title: 'the stack',
  actions: ['cloudformation:DescribeStacks'],
  needs: {},
  read: async (_facts, { aws, target }): Promise<StackFact | null> => {
    const answer = await orMissing(aws.ask(describeStacks, { StackName: target.stack.value }));
    const found = answer?.Stacks?.[0];
    if (!found) return null;
    return {
      name: found.StackName ?? target.stack.value,
      id: found.StackId ?? '',
      status: found.StackStatus ?? 'UNKNOWN',
      reason: found.StackStatusReason ?? null,
      outputs: Object.fromEntries(
        (found.Outputs ?? []).flatMap(({ OutputKey, OutputValue }) =>
          OutputKey !== undefined && OutputValue !== undefined ? [[OutputKey, OutputValue]] : [],
        ),
      ),
    };
  },
});

/** CloudFormation says "does not exist" with a ValidationError, not with a code of its own. */
export async function orMissing<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (error instanceof AwsError && error.kind === 'answer' && /does not exist/i.test(error.message)) return null;
    throw error;
  }
}
