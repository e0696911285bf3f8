import type { Aws } from './aws.ts';
import type { Fact } from './fact.ts';
import type { Recordable } from './json.ts';
import type { Target } from './target.ts';

/** What a probe may use besides the facts it needs. */
export interface ReadContext {
  readonly target: Target;
  readonly aws: Aws;
  /** The moment of the run, in milliseconds since 1970; the same for every probe. */
  readonly now: number;
}

/** One read, and what it needs first. A probe never catches: the gatherer turns failures into facts. */
export interface Probe<T = unknown> {
  readonly id: string;
  /** Shown while it runs: 'the policies of the role'. */
  readonly title: string;
  /** Every IAM action it may call. */
  readonly actions: readonly string[];
  /** What it costs, for a probe that is only asked with consent: 'about 340 tokens in and a few hundred out'. */
  readonly spends?: string;
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

export function defineProbe<const N extends Needs, T>(probe: {
  readonly id: string;
  readonly title: string;
  readonly actions: readonly string[];
  readonly spends?: string;
  readonly needs: N;
  readonly read: (facts: Known<N>, context: ReadContext) => Promise<T & Recordable<T>>;
}): Probe<T> {
  return probe as unknown as Probe<T>;
}
