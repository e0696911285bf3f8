/** Counts calls by operation and holds back more than a few at a time to one account and Region. */
export interface CallGate {
  readonly around: <T>(call: { readonly region: string; readonly action: string }, run: () => Promise<T>) => Promise<T>;
}

/** How often each operation was called. */
export interface CallCount {
  readonly add: (action: string) => void;
  readonly total: () => number;
  /** The most frequent first. */
  readonly table: () => readonly (readonly [action: string, calls: number])[];
}

/** Begins to count. */
export function beginCallCount(): CallCount {
  const calls = new Map<string, number>();
  return {
    add: (action) => calls.set(action, (calls.get(action) ?? 0) + 1),
    total: () => [...calls.values()].reduce((sum, one) => sum + one, 0),
    table: () => [...calls].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
  };
}

/** Calls at a time to one account and Region; control planes of Bedrock and IAM take some ten a second. */
const AT_A_TIME = 4;

/** A gate for one account. */
export function openGate(count: CallCount): CallGate {
  const places = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  return {
    around: async ({ region, action }, run) => {
      count.add(action);
      const place = places.get(region) ?? { running: 0, waiting: [] };
      places.set(region, place);
      if (place.running >= AT_A_TIME) await new Promise<void>((go) => place.waiting.push(go));
      else place.running += 1;
      try {
        return await run();
      } finally {
        // The turn goes on to who waits longest; without one it is given back.
        const next = place.waiting.shift();
        if (next === undefined) place.running -= 1;
        else next();
      }
    },
  };
}
