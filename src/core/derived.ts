import type { Fact } from './fact.ts';
import type { Facts } from './gather.ts';
import { factOf } from './judge.ts';
import { type Probe, probeOf } from './probe.ts';

/**
 * Facts with those that follow from them: what is derived is never saved, and made anew from what was. `probes`: those that
 * are wanted. Reads nothing but its arguments.
 */
export async function withDerived(facts: Facts, probes: Iterable<Probe>): Promise<Facts> {
  const all = new Map<Probe, Fact<unknown>>(facts);
  const made = new Set<Probe>();
  const make = async (probe: Probe): Promise<void> => {
    if (probe.derive === undefined || made.has(probe)) return;
    made.add(probe);
    // What follows from something that itself follows comes after it.
    for (const need of Object.values(probe.needs)) await make(probeOf(need));
    const values: Record<string, unknown> = {};
    let blocked: Fact<never> | null = null;
    for (const [name, need] of Object.entries(probe.needs)) {
      const fact = factOf(need, all);
      if ('maybe' in need) values[name] = fact;
      else if (fact.known) values[name] = fact.value;
      else blocked = { known: false, why: { kind: 'blocked', by: probeOf(need).id } };
    }
    all.set(probe, blocked ?? { known: true, value: await probe.derive(values as never) });
  };
  for (const probe of probes) await make(probe);
  return all;
}
