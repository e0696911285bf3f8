import type { Moment, World } from '../world.ts';
import { baseWorld } from './base.ts';
import { called } from './change.ts';
import { OPERATOR_KEY } from './keys.ts';

/** A broken account, or a healthy one. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** The cause it shows, by its id in the catalog, or 'healthy'. */
  readonly shows: string;
  readonly world: (baseUrl: string, now: Moment) => World;
  /** The key its clients use; the operator's unless it says otherwise. */
  readonly key: string;
  /** Variables that name its target and set its clients up; null takes a usual one away. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** What fixes it, as `fix` is told; absent where nothing the operator may do does, or where a demo has nothing to add. */
  readonly fix?: Fix;
}

/** How a scenario is fixed: flags of `fix`, by option name. */
export interface Fix {
  readonly option: '1' | '3';
  readonly model?: string;
}

/** How long ago the function was last called, so that its log holds what such an account's would. */
const LAST_CALL_MINUTES = 4;

/** The guide's account with one change, and a call of its function a few minutes ago unless told otherwise. */
export const defineScenario = (given: {
  readonly id: string;
  readonly title: string;
  /** The cause, where the scenario is not named after it. */
  readonly shows?: string;
  readonly fix?: Fix;
  readonly change: (world: World, now: Moment) => World;
  readonly quietLog?: boolean;
  readonly key?: string;
}): Scenario => ({
  id: given.id,
  title: given.title,
  shows: given.shows ?? given.id,
  key: given.key ?? OPERATOR_KEY,
  ...(given.fix === undefined ? {} : { fix: given.fix }),
  world: (baseUrl, now) => {
    const changed = given.change(baseWorld(baseUrl, now), now);
    return given.quietLog ? changed : called(changed, now, LAST_CALL_MINUTES);
  },
});
