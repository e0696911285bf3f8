import type { Host } from '../../core/host.ts';

/** A line on the terminal that tells how far a fleet is. */
export interface FleetProgress {
  readonly cell: () => void;
  /** `through`: accounts that are done. */
  readonly account: (through: number) => void;
  readonly stop: () => void;
}

/** How often the line is drawn anew. */
const EVERY_MS = 500;

const lasts = (seconds: number): string =>
  seconds < 90
    ? `${Math.ceil(seconds)} s`
    : seconds < 5_400
      ? `${Math.ceil(seconds / 60)} min`
      : `${(seconds / 3_600).toFixed(1)} h`;

/** Shows rate and time left, on a terminal only. `of`: how many accounts there are; null while nobody knows. */
export function beginProgress(host: Host, quiet: boolean, of: number | null): FleetProgress {
  const progress = host.progress('Looking at accounts', quiet || !host.stderrIsTerminal);
  const began = host.now();
  let [cells, said] = [0, 0];
  return {
    cell: () => {
      cells += 1;
    },
    account: (through) => {
      const now = host.now();
      if (now - said < EVERY_MS) return;
      said = now;
      const seconds = Math.max(0.001, (now - began) / 1_000);
      const left = of === null ? '' : `, ${lasts(((of - through) * seconds) / through)} left`;
      progress.say(
        `${through}${of === null ? '' : ` of ${of}`} accounts, ${(cells / seconds).toFixed(0)} cells a second${left}`,
      );
    },
    stop: progress.stop,
  };
}
