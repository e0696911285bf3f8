import type { LogGroup, Moment } from '../../world.ts';
import { visibleEvents } from './event.ts';

/** A log stream as it can be seen; null where nothing has been ingested yet. */
export interface Stream {
  readonly name: string;
  readonly createdAt: Moment;
  readonly firstEvent: Moment | null;
  readonly lastEvent: Moment | null;
  readonly lastIngestion: Moment | null;
}

/** The streams of a group: those that were created, and those that events name. By name. */
export function streamsOf(group: LogGroup, now: Moment): readonly Stream[] {
  const found = new Map<string, Stream>(
    Object.entries(group.streams).map(([name, { createdAt }]) => [
      name,
      { name, createdAt, firstEvent: null, lastEvent: null, lastIngestion: null },
    ]),
  );
  for (const { stream, timestamp, ingestionTime } of visibleEvents(group, now)) {
    const known = found.get(stream);
    found.set(stream, {
      name: stream,
      createdAt: known?.createdAt ?? timestamp,
      firstEvent: known?.firstEvent ?? timestamp,
      lastEvent: timestamp,
      lastIngestion: Math.max(known?.lastIngestion ?? 0, ingestionTime),
    });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
