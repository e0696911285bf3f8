import { AwsError } from '../../aws/error.ts';
import { describeStackEvents } from '../../aws/operations/cloudformation.ts';
import { harmless } from '../../core/harmless.ts';
import { withFullStop } from '../../core/sentence.ts';
import type { AwsSession } from '../session/aws-session.ts';

/** A stack has hundreds of events; those of one deployment are on the first pages. */
const MOST_PAGES = 5;
/** Clocks of machines differ by seconds. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Why CloudFormation took a deployment back, in its own words: the first resource that failed since `startedAt`
 * (milliseconds since 1970), for those after it were only cancelled. Null where the events do not tell, or may not be read.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export async function rollbackReason({ steady }: AwsSession, stack: string, startedAt: number): Promise<string | null> {
  let first: string | null = null;
  let token: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const answer = await steady.send(describeStackEvents, {
        StackName: stack,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      for (const { ResourceStatus, ResourceStatusReason, LogicalResourceId, Timestamp } of answer.StackEvents ?? []) {
        // Newest first.
        if ((Timestamp?.getTime() ?? 0) < startedAt - CLOCKS_DIFFER_MS) return first;
        if (!/_FAILED$/.test(ResourceStatus ?? '') || ResourceStatusReason === undefined) continue;
        if (/cancell?ed/i.test(ResourceStatusReason)) continue;
        first = harmless(withFullStop(`CloudFormation says of ${LogicalResourceId}: ${ResourceStatusReason}`));
      }
      token = answer.NextToken;
      if (token === undefined || token === '') break;
    }
    return first;
  } catch (error) {
    if (error instanceof AwsError) return null;
    throw error;
  }
}
