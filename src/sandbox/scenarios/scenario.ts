import type { Moment, World } from '../world.ts';

/** A broken account, or a healthy one. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly world: (baseUrl: string, now: Moment) => World;
  /** The key its clients use; the operator's unless it says otherwise. */
  readonly key: string;
}
