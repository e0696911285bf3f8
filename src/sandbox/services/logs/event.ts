import { chance } from '../../chance.ts';
import type { LogEvent, LogGroup, Moment, World } from '../../world.ts';

/** A line before it is ingested. */
export interface Line {
  readonly at: Moment;
  readonly message: string;
}

/** Event ids of CloudWatch Logs are 56 digits that grow with time. */
const eventId = (at: Moment, serial: number, index: number): string =>
  `${String(Math.floor(at)).padStart(20, '0')}${String(serial).padStart(20, '0')}${String(index).padStart(16, '0')}`;

/**
 * Lines as events of a stream: each becomes visible late by its own delay, so they show up out of order. The delay
 * counts from when CloudWatch gets them, `receivedAt`, else from when they were written.
 */
export function ingested(
  world: World,
  stream: string,
  lines: readonly Line[],
  receivedAt: Moment | null = null,
): readonly LogEvent[] {
  const [least, most] = world.delays.logMs;
  return lines.map(({ at, message }, index) => {
    const seenAt = (receivedAt ?? at) + least + chance(world.serial, index) * (most - least);
    return {
      id: eventId(at, world.serial, index),
      stream,
      timestamp: Math.floor(at),
      ingestionTime: Math.floor(seenAt),
      visibleAt: seenAt,
      message,
    };
  });
}

/** A place in the order of events. */
export type Position = Pick<LogEvent, 'timestamp' | 'id'>;

/** Oldest first; events of one millisecond by id. */
export const inOrder = (a: Position, b: Position): number =>
  a.timestamp - b.timestamp || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What can be read at a moment, in order. */
export const visibleEvents = (group: LogGroup, now: Moment): readonly LogEvent[] =>
  group.events.filter(({ visibleAt }) => visibleAt <= now).sort(inOrder);
