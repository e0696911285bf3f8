import type { Json } from '../../../core/json.ts';
import { fault, type Input, list, text } from '../../operation.ts';
import { ingested } from './event.ts';
import { number, operation, withGroup, withGroupSet } from './group.ts';
import { streamsOf } from './stream.ts';

/** AWS drops events older than 14 days or more than two hours ahead. */
const OLDEST_MS = 14 * 24 * 3_600_000;
const NEWEST_MS = 2 * 3_600_000;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents = operation('PutLogEvents', (world, input, { region, now }) =>
  withGroup(world, input, region, (group) => {
    const stream = text(input, 'logStreamName');
    if (!streamsOf(group, now).some(({ name }) => name === stream)) {
      return fault('ResourceNotFoundException', 400, 'The specified log stream does not exist.');
    }
    const lines = list(input, 'logEvents').map((one) => ({
      at: number(one as Input, 'timestamp', now),
      message: text(one as Input, 'message'),
    }));
    const tooOld = lines.findLastIndex(({ at }) => at < now - OLDEST_MS);
    const tooNew = lines.findIndex(({ at }) => at > now + NEWEST_MS);
    const kept = lines.slice(tooOld + 1, tooNew === -1 ? undefined : tooNew);
    const rejected: { readonly [name: string]: Json } = {
      ...(tooOld === -1 ? {} : { tooOldLogEventEndIndex: tooOld + 1 }),
      ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
    };
    return {
      world: withGroupSet(world, { ...group, events: [...group.events, ...ingested(world, stream, kept, now)] }),
      output: {
        nextSequenceToken: String(world.serial).padStart(56, '0'),
        ...(Object.keys(rejected).length === 0 ? {} : { rejectedLogEventsInfo: rejected }),
      },
    };
  }),
);
