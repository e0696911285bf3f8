import type { Aws } from './aws.ts';
import type { Fact } from './fact.ts';
import type { Recordable } from './json.ts';
import type { Target } from './target.ts';

/** A value of the target that an answer may depend on. */
export type ScopeKey = keyof Target;

/** What a probe may use besides the facts it needs. */
export interface ReadContext<K extends ScopeKey = ScopeKey> {
  /** The target, narrowed to what the probe says its answer depends on. */
  readonly target: Pick<Target, K>;
  readonly aws: Aws;
  /** The moment of the run, in milliseconds since 1970; the same for every probe. */
  readonly now: number;
}

/** What a probe's value will probably be, told from less than it needs; null: no guess. */
export interface Guess<T> {
  readonly needs: Needs;
  readonly of: (facts: never, context: ReadContext) => T | null;
}

/** Makes a guess. It sees no more of the target than its probe does. */
export const guessFrom = <const N extends Needs, T>(
  needs: N,
  of: (facts: Known<N>, context: ReadContext) => T | null,
): Guess<T> => ({ needs, of: of as unknown as Guess<T>['of'] });

/** One read, and what it needs first. A probe never catches: the gatherer turns failures into facts. */
export interface Probe<T = unknown> {
  readonly id: string;
  /** Shown while it runs: 'the policies of the role'. */
  readonly title: string;
  /** Every IAM action it may call. */
  readonly actions: readonly string[];
  /** What it costs, for a probe that is only asked with consent: 'about 340 tokens in and a few hundred out'. */
  readonly spends?: string;
  /**
   * What of the target its answer depends on, besides its needs and the Region that is asked. Equal needs and an equal
   * scope have one answer, whoever asks: it is read once for all cells of a run.
   */
  readonly scope: readonly ScopeKey[];
  /** The answer is the account's in every Region, as IAM's are. */
  readonly everywhere?: true;
  /**
   * A prefetch: what its value will probably be, told from less than it needs. What is `ahead` and hangs on it is asked
   * with that at once; a right guess saves a round trip, a wrong one costs some calls. Null: no guess.
   */
  readonly guess?: Guess<T>;
  /** May be asked on the strength of a guess. */
  readonly ahead?: true;
  /** A step on the way that no judgment reads: it is not saved with the facts. */
  readonly passing?: true;
  /** Of its arguments alone: such a fact is never saved, and made anew from the saved ones. */
  readonly derive?: (facts: never) => T | Promise<T>;
  readonly needs: Needs;
  readonly read: (facts: never, context: ReadContext) => Promise<T>;
}

/** A need the reader wants even when it is unknown, because the reason is the symptom. */
export interface Maybe<T = unknown> {
  readonly maybe: Probe<T>;
}
export const maybe = <T>(probe: Probe<T>): Maybe<T> => ({ maybe: probe });

export type Needs = { readonly [name: string]: Probe | Maybe };

/** The facts as the reader sees them: values for plain needs, `Fact`s for `maybe` needs. */
export type Known<N extends Needs> = {
  readonly [K in keyof N]: N[K] extends Maybe<infer T> ? Fact<T> : N[K] extends Probe<infer T> ? T : never;
};

/** The probe behind a need. */
export const probeOf = (need: Probe | Maybe): Probe => ('maybe' in need ? need.maybe : need);

export function defineProbe<const N extends Needs, T, const K extends ScopeKey = never>(probe: {
  readonly id: string;
  readonly title: string;
  readonly actions: readonly string[];
  readonly spends?: string;
  readonly scope: readonly K[];
  readonly everywhere?: true;
  readonly guess?: Guess<NoInfer<T>>;
  readonly ahead?: true;
  readonly passing?: true;
  readonly needs: N;
  readonly read: (facts: Known<N>, context: ReadContext<K>) => Promise<T & Recordable<T>>;
}): Probe<T> {
  return probe as unknown as Probe<T>;
}

/** Declares a fact that follows from others: pure, asks nobody, made anew wherever they are read from a file. */
export function defineDerived<const N extends Needs, T>(probe: {
  readonly id: string;
  readonly title: string;
  readonly needs: N;
  readonly derive: (facts: Known<N>) => (T & Recordable<T>) | Promise<T & Recordable<T>>;
}): Probe<T> {
  const { derive } = probe;
  return { ...probe, actions: [], scope: [], read: async (facts: Known<N>) => derive(facts) } as unknown as Probe<T>;
}

/** The target as a probe sees it: nothing but its scope. */
export const narrowed = ({ scope }: Pick<Probe, 'scope'>, target: Target): Target =>
  Object.fromEntries(scope.map((key) => [key, target[key] ?? null])) as unknown as Target;
