import type { Fact } from './fact.ts';
import { type Probe, probeOf } from './probe.ts';

/** What is known about each probe that was reached. */
export type Facts = ReadonlyMap<Probe, Fact<unknown>>;

/** How one probe is answered once its needs are there: by AWS, or from a file. */
export type Ask = (probe: Probe, needs: never) => Promise<Fact<unknown>>;

/** Starts every probe the needs reach, at once; each waits for its own needs alone and runs one time. */
export async function gather(roots: Iterable<Probe>, ask: Ask): Promise<Facts> {
  const started = new Map<Probe, Promise<Fact<unknown>>>();
  const start = (probe: Probe): Promise<Fact<unknown>> => {
    const already = started.get(probe);
    if (already) return already;
    const fact = run(probe);
    started.set(probe, fact);
    return fact;
  };
  const run = async (probe: Probe): Promise<Fact<unknown>> => {
    const needs = Object.entries(probe.needs).map(([name, need]) => ({ name, need, fact: start(probeOf(need)) }));
    const values: Record<string, unknown> = {};
    for (const { name, need, fact: pending } of needs) {
      const fact = await pending;
      if ('maybe' in need) values[name] = fact;
      else if (fact.known) values[name] = fact.value;
      else return { known: false, why: fact.why.kind === 'blocked' ? fact.why : { kind: 'blocked', by: need.id } };
    }
    return ask(probe, values as never);
  };
  for (const probe of roots) void start(probe);
  const facts = new Map<Probe, Fact<unknown>>();
  for (const [probe, fact] of started) facts.set(probe, await fact);
  return facts;
}
