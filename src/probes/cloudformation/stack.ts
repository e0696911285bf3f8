import { AwsError } from '../../aws/error.ts';
import { describeStacks } from '../../aws/operations/cloudformation.ts';
import { looksLikeModel } from '../../bedrock/model-id.ts';
import { defineProbe } from '../../core/probe.ts';

/** What the doctor reads of a stack; null when there is none of that name here. */
export interface StackFact {
  readonly name: string;
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly outputs: { readonly [key: string]: string };
  /** Parameters of the deployed template whose value is a model id; absent in facts of older versions. */
  readonly models?: readonly { readonly parameter: string; readonly model: string }[];
  /** When it was last deployed, in milliseconds since 1970; null or absent where AWS does not say. */
  readonly changedAt?: number | null;
}

/** A time as the SDK gives it, whatever it is made of. */
const momentOf = (time: unknown): number | null =>
  time instanceof Date && !Number.isNaN(time.getTime()) ? time.getTime() : null;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html */
export const stack = defineProbe({
  id: 'cloudformation/stack',
  title: 'the stack',
  actions: ['cloudformation:DescribeStacks'],
  scope: ['stack'],
  needs: {},
  read: async (_facts, { aws, target }): Promise<StackFact | null> => {
    if (target.stack === null) return null;
    const answer = await orMissing(aws.ask(describeStacks, { StackName: target.stack.value }));
    const found = answer?.Stacks?.[0];
    if (!found) return null;
    return {
      name: found.StackName ?? target.stack.value,
      id: found.StackId ?? '',
      status: found.StackStatus ?? 'UNKNOWN',
      reason: found.StackStatusReason ?? null,
      models: (found.Parameters ?? []).flatMap(({ ParameterKey: parameter, ParameterValue: model }) =>
        parameter !== undefined && model !== undefined && looksLikeModel(model) ? [{ parameter, model }] : [],
      ),
      changedAt: momentOf(found.LastUpdatedTime ?? found.CreationTime),
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
