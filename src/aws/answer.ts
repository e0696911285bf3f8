import type { Aws } from '../core/aws.ts';
import { type Fact, Unknowable } from '../core/fact.ts';
import type { Ask } from '../core/gather.ts';
import { canonical, type Json } from '../core/json.ts';
import { narrowed, type Probe } from '../core/probe.ts';
import type { Target } from '../core/target.ts';
import { classify } from './error.ts';

/**
 * The answers of one account, kept as long as somebody may want them again: by probe, Region, what of the target it
 * depends on, and what it needed. One store is for one account and one moment.
 */
export type Store = Map<string, Promise<Fact<unknown>>>;

/** What equal questions have in common: the same needs, the same part of the target, the same Region. */
const keyOf = (probe: Probe, needs: unknown, target: Target, region: string): string =>
  `${probe.id} ${probe.everywhere === true ? '' : region} ${canonical(withoutSources(narrowed(probe, target)))} ${canonical(needs as Json)}`;

/** Who said a value changes no answer. */
const withoutSources = (target: Target): Json =>
  Object.fromEntries(
    Object.entries(target).map(([key, given]) => [
      key,
      typeof given === 'object' && given !== null && 'value' in given
        ? (given.value as Json)
        : ((given ?? null) as Json),
    ]),
  );

/**
 * Answers probes from AWS. Here, and nowhere else, a failure becomes a fact. A probe that spends is not asked unless
 * `maySpend` says that somebody has agreed. With a `store`, what asks AWS is asked once for equal needs and scope.
 */
export function askAws(target: Target, aws: Aws, now: number, maySpend = false, store: Store = new Map()): Ask {
  const read = async (probe: Probe, needs: never): Promise<Fact<unknown>> => {
    if (probe.spends !== undefined && !maySpend) return { known: false, why: { kind: 'not-recorded' } };
    try {
      return { known: true, value: await probe.read(needs, { target: narrowed(probe, target), aws, now }) };
    } catch (error) {
      return { known: false, why: error instanceof Unknowable ? error.why : classify(error) };
    }
  };
  const ask = (probe: Probe, needs: never): Promise<Fact<unknown>> => {
    if (probe.actions.length === 0 || probe.spends !== undefined) return read(probe, needs);
    const key = keyOf(probe, needs, target, aws.region);
    const pending = store.get(key) ?? read(probe, needs);
    store.set(key, pending);
    return pending;
  };
  return Object.assign(ask, { guessing: (probe: Probe) => ({ target: narrowed(probe, target), aws, now }) });
}
