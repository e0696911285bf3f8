import { AwsError } from '../../aws/error.ts';
import { lookupEvents } from '../../aws/operations/cloudtrail.ts';
import { defineProbe } from '../../core/probe.ts';
import type { BedrockEvent, EventHistory } from '../../evidence/event.ts';
import { bareEvent, isCall, parseEvent } from '../../evidence/parse-event.ts';
import { isRoot, userNameOf } from '../iam/user.ts';

/** AWS takes two look-ups a second; a third one comes late enough where the second was of use. */
const MOST_LOOKUPS = 3;
const PAGE = 50;
/** As many calls tell how one application fares; more of the same tell nothing more. */
const ENOUGH = 40;

/**
 * The calls to Bedrock in the window, as CloudTrail's event history has them: those of the user, where one is examined,
 * else everybody's, so that nothing has to be known before it is asked; whose calls count is told later. At most three
 * look-ups, newest first. They appear 5 to 15 minutes late.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const recentEvents = defineProbe({
  id: 'cloudtrail/recent',
  title: "CloudTrail's event history",
  actions: ['cloudtrail:LookupEvents'],
  scope: ['sinceMs', 'user'],
  needs: {},
  read: async (_facts, { aws, target, now }): Promise<EventHistory> => {
    const from = now - target.sinceMs;
    const user = target.user && !isRoot(target.user.value) ? userNameOf(target.user.value) : null;
    const events: BedrockEvent[] = [];
    let token: string | undefined;
    for (let lookup = 1; lookup <= MOST_LOOKUPS; lookup += 1) {
      try {
        const answer = await aws.send(lookupEvents, {
          LookupAttributes: [
            user === null
              ? { AttributeKey: 'EventSource', AttributeValue: 'bedrock.amazonaws.com' }
              : { AttributeKey: 'Username', AttributeValue: user },
          ],
          StartTime: new Date(from),
          MaxResults: PAGE,
          ...(token === undefined ? {} : { NextToken: token }),
        });
        for (const { CloudTrailEvent: json } of answer.Events ?? []) {
          const event = json === undefined ? null : parseEvent(json);
          if (event !== null && event.eventSource === 'bedrock.amazonaws.com' && event.at >= from && isCall(event))
            events.push(bareEvent(event));
        }
        token = answer.NextToken || undefined;
      } catch (error) {
        // What was read before is not lost for want of the rest.
        if (lookup === 1 || !(error instanceof AwsError)) throw error;
        break;
      }
      if (token === undefined || events.length >= ENOUGH) break;
    }
    return { events, complete: token === undefined, newestAt: events[0]?.at ?? null };
  },
});
