import type { Signed } from './identify.ts';
import { accountOfKey } from './services/sts/access-key-id.ts';
import type { World } from './world.ts';

/** All accounts that a sandbox plays. One is only made when it is asked for, and kept from then on. */
export interface Cloud {
  /** The account that the sandbox's own keys belong to. */
  readonly home: () => World;
  /** An account by id; null where the cloud has none of that id. */
  readonly account: (id: string) => World | null;
  /** The account whose credentials a request carries; the home account where that cannot be told. */
  readonly callerOf: (request: Signed) => World;
  readonly put: (world: World) => void;
}

/** A cloud of one account and of those that `make` makes of their ids. */
export function createCloud(first: World, make: (id: string, home: World) => World | null): Cloud {
  const worlds = new Map<string, World>([[first.account, first]]);
  const home = (): World => worlds.get(first.account) ?? first;
  const account = (id: string): World | null => {
    const known = worlds.get(id);
    if (known) return known;
    const made = make(id, home());
    if (made) worlds.set(id, made);
    return made;
  };
  return {
    home,
    account,
    callerOf: ({ headers }) => {
      const key = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
      const own = home();
      const id = own.keys[key] ? null : accountOfKey(key);
      return (id === null ? null : account(id)) ?? own;
    },
    put: (world) => worlds.set(world.account, world),
  };
}
