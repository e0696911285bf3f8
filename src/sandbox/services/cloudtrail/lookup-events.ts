import type { Json } from '../../../core/json.ts';
import { type Answer, everything, fault, type Input, list, type SandboxOperation, text } from '../../operation.ts';
import { record } from '../../record.ts';
import type { Moment, TrailEvent, World } from '../../world.ts';

/** The largest page, and the default. */
const PAGE = 50;
const DAY = 24 * 3_600_000;
/** How long the history goes back. */
const KEPT_MS = 90 * DAY;
/** At most two look-ups a second, an account and Region. */
const LOOKUPS = 2;
const SECOND = 1_000;

/** What an attribute asks of an event: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html */
const ATTRIBUTES: { readonly [key: string]: (event: TrailEvent) => string } = {
  EventId: ({ id }) => id,
  EventName: ({ name }) => name,
  ReadOnly: ({ readOnly }) => String(readOnly),
  Username: ({ username }) => username,
  EventSource: ({ source }) => source,
  AccessKeyId: ({ accessKeyId }) => accessKeyId,
  // The sandbox's events name no resources.
  ResourceType: () => '',
  ResourceName: () => '',
};

/** A moment of the JSON protocol: seconds since 1970, or a text. */
function momentOf(value: Json | undefined, otherwise: Moment): Moment {
  if (typeof value === 'number') return value * SECOND;
  return typeof value === 'string' ? Date.parse(value) : otherwise;
}

const shape = (event: TrailEvent): Json => ({
  EventId: event.id,
  EventName: event.name,
  ReadOnly: String(event.readOnly),
  ...(event.accessKeyId === '' ? {} : { AccessKeyId: event.accessKeyId }),
  EventTime: Math.floor(event.at / SECOND),
  EventSource: event.source,
  Username: event.username,
  Resources: [],
  CloudTrailEvent: JSON.stringify(event.record),
});

function lookup(world: World, input: Input, region: string, now: Moment): Answer {
  const attributes = list(input, 'LookupAttributes').map(record);
  const [attribute] = attributes;
  if (attributes.length > 1) {
    return fault('InvalidLookupAttributesException', 400, 'You can only have one item in the lookup attribute list.');
  }
  const key = attribute ? text(attribute, 'AttributeKey') : null;
  const read = key === null ? null : ATTRIBUTES[key];
  if (read === undefined) {
    return fault('InvalidLookupAttributesException', 400, `The lookup attribute key ${key} is not valid.`);
  }
  const size = input['MaxResults'] ?? PAGE;
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 1 || size > PAGE) {
    return fault('InvalidMaxResultsException', 400, `The limit specified is not valid: it must be from 1 to ${PAGE}.`);
  }
  const [start, end] = [momentOf(input['StartTime'], 0), momentOf(input['EndTime'], now)];
  if (!(start <= end)) {
    return fault('InvalidTimeRangeException', 400, 'The start time must be before the end time.');
  }
  const token = text(input, 'NextToken');
  const [, after, question] =
    token === '' ? [] : (/^(.*)\n(.*)$/.exec(Buffer.from(token, 'base64url').toString()) ?? []);
  const asked = JSON.stringify([attributes, input['StartTime'] ?? null, input['EndTime'] ?? null]);
  if (token !== '' && (after === undefined || question !== asked)) {
    return fault(
      'InvalidNextTokenException',
      400,
      'A token from a previous call is not valid, or the parameters are not those of the previous call.',
    );
  }
  const value = attribute ? text(attribute, 'AttributeValue') : '';
  // Newest first; of two at the same time the later call.
  const found = world.events
    .toReversed()
    .filter(
      (event) =>
        event.region === region &&
        event.visibleAt <= now &&
        event.at >= Math.max(start, now - KEPT_MS) &&
        event.at <= end &&
        (read === null || read(event) === value),
    )
    .sort((a, b) => b.at - a.at);
  const from = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1;
  const page = found.slice(from, from + size);
  const last = page.at(-1);
  const more = from + page.length < found.length;
  return {
    world,
    output: {
      Events: page.map(shape),
      ...(more && last ? { NextToken: Buffer.from(`${last.id}\n${asked}`).toString('base64url') } : {}),
    },
  };
}

/**
 * The event history of ninety days, newest first, 50 a page, two calls a second of the sandbox's clock.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
export const lookupEvents: SandboxOperation = {
  action: 'cloudtrail:LookupEvents',
  resource: everything,
  handle: (world, input, { now, region }) => {
    const recent = world.lookups.filter((at) => at > now - SECOND);
    if (recent.length >= LOOKUPS) return fault('ThrottlingException', 400, 'Rate exceeded');
    return lookup({ ...world, lookups: [...recent, now] }, input, region, now);
  },
};
