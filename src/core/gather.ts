import type { Fact } from './fact.ts';
import { type Needs, type Probe, probeOf, type ReadContext } from './probe.ts';

/** What is known about each probe that was reached. */
export type Facts = ReadonlyMap<Probe, Fact<unknown>>;

/** How one probe is answered once its needs are there: by AWS, or from a file. */
export interface Ask {
  (probe: Probe, needs: never): Promise<Fact<unknown>>;
  /** What a guess is made from; absent where an equal question is not answered from memory, so that a guess saves nothing. */
  readonly guessing?: (probe: Probe) => ReadContext;
}

/** One pass through the graph. */
interface Pass {
  readonly start: (probe: Probe) => Promise<Fact<unknown>>;
  readonly started: ReadonlyMap<Probe, Promise<Fact<unknown>>>;
}

/** The needs as a reader sees them, or why there is no asking. */
type Values = { readonly values: Readonly<Record<string, unknown>> } | { readonly blocked: Fact<never> };

async function valuesOf(needs: Needs, { start }: Pick<Pass, 'start'>): Promise<Values> {
  const pending = Object.entries(needs).map(([name, need]) => ({ name, need, fact: start(probeOf(need)) }));
  const values: Record<string, unknown> = {};
  for (const { name, need, fact: coming } of pending) {
    const fact = await coming;
    if ('maybe' in need) values[name] = fact;
    else if (fact.known) values[name] = fact.value;
    else {
      const why = fact.why.kind === 'blocked' ? fact.why : { kind: 'blocked' as const, by: probeOf(need).id };
      return { blocked: { known: false, why } };
    }
  }
  return { values };
}

function passOf(ask: Ask, shortcut: (probe: Probe) => Promise<Fact<unknown>> | null): Pass {
  const started = new Map<Probe, Promise<Fact<unknown>>>();
  const run = async (probe: Probe): Promise<Fact<unknown>> => {
    const found = await valuesOf(probe.needs, pass);
    return 'blocked' in found ? found.blocked : ask(probe, found.values as never);
  };
  const pass: Pass = {
    started,
    start: (probe) => {
      const already = started.get(probe);
      if (already) return already;
      const fact = shortcut(probe) ?? run(probe);
      started.set(probe, fact);
      return fact;
    },
  };
  return pass;
}

/** Every probe that the roots reach. */
export function reachedFrom(roots: Iterable<Probe>): ReadonlySet<Probe> {
  const all = new Set<Probe>();
  const visit = (probe: Probe): void => {
    if (all.has(probe)) return;
    all.add(probe);
    for (const need of Object.values(probe.needs)) visit(probeOf(need));
  };
  for (const root of roots) visit(root);
  return all;
}

const NO_GUESS: Fact<never> = { known: false, why: { kind: 'blocked', by: 'guess' } };

/**
 * Starts every probe the needs reach, at once; each waits for its own needs alone and runs one time. Beside that, what may
 * be asked ahead is asked with what its needs will probably be: the answers wait in memory for who needs them. `soon`: what
 * will be wanted next, of which only what may be asked ahead is.
 */
export async function gather(roots: Iterable<Probe>, ask: Ask, soon: Iterable<Probe> = []): Promise<Facts> {
  const wanted = [...roots];
  const truth = passOf(ask, () => null);
  for (const probe of wanted) void truth.start(probe);
  const { guessing } = ask;
  if (guessing !== undefined) {
    const ahead = passOf(ask, (probe) => {
      const { guess } = probe;
      if (guess === undefined) return null;
      return valuesOf(guess.needs, truth).then((found): Fact<unknown> => {
        const value = 'blocked' in found ? null : guess.of(found.values as never, guessing(probe));
        return value === null ? NO_GUESS : { known: true, value };
      });
    });
    const early = [...reachedFrom([...wanted, ...soon])].filter((probe) => probe.ahead === true);
    await Promise.all(early.map((probe) => ahead.start(probe)));
  }
  const facts = new Map<Probe, Fact<unknown>>();
  for (const [probe, fact] of truth.started) facts.set(probe, await fact);
  return facts;
}
