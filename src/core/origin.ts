import type { Origin } from './plan.ts';

/** The place alone, of anything that has one. */
export const originOf = ({ account, region, partition, endpoint, operator }: Origin): Origin => ({
  account,
  region,
  ...(partition === undefined ? {} : { partition }),
  ...(endpoint === undefined ? {} : { endpoint }),
  ...(operator === undefined ? {} : { operator }),
});

/** An address as words: AWS's own has no name. */
const endpointWords = (endpoint: string | null): string => (endpoint === null ? "AWS's own endpoint" : endpoint);

/**
 * How the place a change was made in differs from the one this run is in, in words that go on from "it was made in"; null
 * where nothing differs. What an older version did not write down is no difference, see `placeIsUnknown`. Pure.
 */
export function elsewhere(made: Origin, here: Origin): string | null {
  if (made.account !== null && made.account !== here.account)
    return `account ${made.account}, and your credentials are for ${here.account ?? 'an account that cannot be told'}`;
  if (made.partition !== undefined && made.partition !== here.partition)
    return `the partition ${made.partition}, and this run is in ${here.partition ?? 'another'}`;
  if (made.region !== here.region) return `${made.region}, and this run is in ${here.region}`;
  if (made.endpoint !== undefined && made.endpoint !== (here.endpoint ?? null))
    return `another place (${endpointWords(made.endpoint)}), and this run talks to ${endpointWords(here.endpoint ?? null)}`;
  return null;
}

/** Whether an older version left open where a change was made. */
export const placeIsUnknown = ({ account, endpoint }: Origin): boolean => account === null || endpoint === undefined;
